import { Button } from '@strapi/design-system';
import { useQueryParams } from '@strapi/strapi/admin';

import { flowsEndpoints } from '../../../../plugin/src/flows/endpoints';
import { Confirm } from '../../shared/Confirm';
import { useAction } from '../../shared/useAction';
import { useNotice } from '../../shared/useNotice';
import { useText } from '../../shared/useText';
import type { useFlowDraft } from '../useFlowDraft';

interface TryFlowProps {
  readonly form: ReturnType<typeof useFlowDraft>;
}

/** Runs the draft for whoever clicks: their own mails, within moments, and no number moves. Its story is opened. */
export const TryFlow = ({ form }: TryFlowProps) => {
  const text = useText();
  const notice = useNotice();
  const trial = useAction(flowsEndpoints.trial);
  const [, setQuery] = useQueryParams<{ readonly mode: string; readonly trial: string }>();
  const run = async () => {
    const outcome = await trial.run({ id: form.saved.id });
    if (!outcome.ok) return notice.failed(outcome.problem);
    const { id, email } = outcome.answer.data;
    notice.done(text('flows.trial.done', { email }));
    setQuery({ mode: 'runs', trial: id });
  };
  return (
    <Confirm
      title={text('flows.trial.title', { name: form.saved.name })}
      body={text('flows.trial.body')}
      confirmLabel={text('flows.trial')}
      variant="default"
      onConfirm={run}
    >
      <Button
        variant="tertiary"
        disabled={form.changed || form.problems.length > 0}
        title={form.changed ? text('flows.publish.save-first') : undefined}
      >
        {text('flows.trial')}
      </Button>
    </Confirm>
  );
};
