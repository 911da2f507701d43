import { Button, Flex } from '@strapi/design-system';
import { Mail } from '@strapi/icons';

import { flowsEndpoints } from '../../../plugin/src/flows/endpoints';
import { Confirm } from '../shared/Confirm';
import { useAction } from '../shared/useAction';
import { useNotice } from '../shared/useNotice';
import { useText } from '../shared/useText';

interface InDoubtActionsProps {
  readonly id: string;
  readonly status: 'unknown' | 'failed';
  readonly onDone: () => void;
}

/** Once more, with the risk named; or never again. */
export const InDoubtActions = ({ id, status, onDone }: InDoubtActionsProps) => {
  const text = useText();
  const notice = useNotice();
  const resend = useAction(flowsEndpoints.resend);
  const dismiss = useAction(flowsEndpoints.dismiss);
  const decide = async (action: typeof resend | typeof dismiss, done: string) => {
    const outcome = await action.run({ id });
    if (outcome.ok) notice.done(done);
    else notice.failed(outcome.problem);
    onDone();
  };
  return (
    <Flex gap={2} justifyContent="flex-end">
      <Button
        variant="tertiary"
        size="S"
        loading={dismiss.running}
        onClick={() => void decide(dismiss, text('doubt.dismissed'))}
      >
        {text('doubt.dismiss')}
      </Button>
      <Confirm
        title={text('doubt.resend.title')}
        body={text(`doubt.${status}.resend`)}
        confirmLabel={text('doubt.resend')}
        variant="default"
        onConfirm={() => decide(resend, text('doubt.resent'))}
      >
        <Button variant="secondary" size="S" startIcon={<Mail />}>
          {text('doubt.resend')}
        </Button>
      </Confirm>
    </Flex>
  );
};
