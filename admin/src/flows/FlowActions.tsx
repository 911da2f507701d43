import { useMemo, useState } from 'react';

import { Button, Flex } from '@strapi/design-system';
import { Check } from '@strapi/icons';

import { flowsEndpoints } from '../../../plugin/src/flows/endpoints';
import { UndoButtons } from '../segments/UndoButtons';
import { Confirm } from '../shared/Confirm';
import { useAction } from '../shared/useAction';
import { useEndpoint } from '../shared/useEndpoint';
import { useMay } from '../shared/useMay';
import { useNotice } from '../shared/useNotice';
import { useText } from '../shared/useText';
import { DeleteDraft } from './DeleteDraft';
import type { WholeFlow } from './listed-flow';
import type { LiveChoice } from './live/choices';
import { PublishChoices } from './live/PublishChoices';
import { StopChoices } from './live/StopChoices';
import { TryFlow } from './live/TryFlow';
import type { useFlowDraft } from './useFlowDraft';

interface FlowActionsProps {
  readonly form: ReturnType<typeof useFlowDraft>;
  readonly onChanged: () => void;
}

type Word = 'publish' | 'pause' | 'resume' | 'stop';

const wordsFor = ({ status, changed, version }: WholeFlow): readonly Word[] => {
  const publish: readonly Word[] = status === 'draft' || changed || version === null ? ['publish'] : [];
  if (status === 'live') return ['stop', 'pause', ...publish];
  if (status === 'paused') return ['stop', 'resume', ...publish];
  if (status === 'draining') return ['stop', 'publish'];
  return status === 'stopped' ? ['publish'] : publish;
};

/** Save the draft; publish, pause, resume and stop the flow. */
export const FlowActions = ({ form, onChanged }: FlowActionsProps) => {
  const text = useText();
  const notice = useNotice();
  const mayChange = useMay('flows.update');
  const mayPublish = useMay('flows.publish');
  const publish = useAction(flowsEndpoints.publish);
  const pause = useAction(flowsEndpoints.pause);
  const resume = useAction(flowsEndpoints.resume);
  const stop = useAction(flowsEndpoints.stop);
  const { saved } = form;
  const [asking, setAsking] = useState(false);
  const [choice, setChoice] = useState<LiveChoice>({});
  const { within } = choice;
  const asked = useMemo(() => ({ id: saved.id, ...(within && { within }) }), [saved.id, within]);
  const { answer } = useEndpoint(flowsEndpoints.publishing, asking ? asked : null);
  const run = async (word: Word) => {
    const { id } = saved;
    const { how, overdue, over } = choice;
    const does = {
      publish: () => publish.run({ id, ...choice }),
      pause: () => pause.run({ id }),
      resume: () => resume.run({ id, overdue, over }),
      stop: () => stop.run({ id, how }),
    };
    const outcome = await does[word]();
    if (!outcome.ok) return notice.failed(outcome.problem);
    form.setSaved(outcome.answer.data);
    notice.done(text(`flows.${word}.done`, { name: saved.name }));
    onChanged();
  };
  const bodyOf = (word: Word) => {
    const body =
      word === 'publish' && saved.status === 'paused'
        ? text('flows.publish.body.paused')
        : text(`flows.${word}.body`, { running: saved.runs.running });
    if (word === 'pause') return body;
    const given = { body, choice, onChange: setChoice };
    if (word === 'stop') return saved.status === 'draining' ? body : <StopChoices {...given} />;
    return (
      <PublishChoices
        {...given}
        trigger={saved.draft.trigger.kind}
        figures={answer?.data}
        publishes={word === 'publish'}
      />
    );
  };
  return (
    <Flex gap={2}>
      {mayChange && <UndoButtons undo={form.undo} redo={form.redo} />}
      {mayChange && saved.version === null && <DeleteDraft flow={saved} />}
      {mayPublish && <TryFlow form={form} />}
      {mayPublish &&
        wordsFor(saved).map((word) => (
          <Confirm
            key={word}
            title={text(`flows.${word}.title`, { name: saved.name })}
            body={bodyOf(word)}
            confirmLabel={text(`flows.${word}`)}
            variant={word === 'stop' ? 'danger' : 'default'}
            onOpen={(open) => {
              setAsking(open && (word === 'publish' || word === 'resume'));
              setChoice({});
            }}
            onConfirm={() => run(word)}
          >
            <Button
              variant={word === 'stop' ? 'danger-light' : word === 'publish' ? 'success-light' : 'secondary'}
              disabled={word === 'publish' && (form.changed || form.problems.length > 0)}
              title={word === 'publish' && form.changed ? text('flows.publish.save-first') : undefined}
            >
              {text(`flows.${word}`)}
            </Button>
          </Confirm>
        ))}
      {mayChange && (
        <Button startIcon={<Check />} loading={form.saving} disabled={!form.changed} onClick={form.save}>
          {text('save')}
        </Button>
      )}
    </Flex>
  );
};
