import { Button, Flex } from '@strapi/design-system';
import { Check } from '@strapi/icons';

import { flowsEndpoints } from '../../../plugin/src/flows/endpoints';
import { UndoButtons } from '../segments/UndoButtons';
import { Confirm } from '../shared/Confirm';
import { useAction, type Action } from '../shared/useAction';
import { useMay } from '../shared/useMay';
import { useNotice } from '../shared/useNotice';
import { useText } from '../shared/useText';
import type { WholeFlow } from './listed-flow';
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
  return status === 'stopped' ? ['publish'] : publish;
};

/** Save the draft; publish, pause, resume and stop the flow. */
export const FlowActions = ({ form, onChanged }: FlowActionsProps) => {
  const text = useText();
  const notice = useNotice();
  const mayChange = useMay('flows.update');
  const mayPublish = useMay('flows.publish');
  const actions: Readonly<Record<Word, Action<typeof flowsEndpoints.publish>>> = {
    publish: useAction(flowsEndpoints.publish),
    pause: useAction(flowsEndpoints.pause),
    resume: useAction(flowsEndpoints.resume),
    stop: useAction(flowsEndpoints.stop),
  };
  const { saved } = form;
  const run = async (word: Word) => {
    const outcome = await actions[word].run({ id: saved.id });
    if (!outcome.ok) return notice.failed(outcome.problem);
    form.setSaved(outcome.answer.data);
    notice.done(text(`flows.${word}.done`, { name: saved.name }));
    onChanged();
  };
  return (
    <Flex gap={2}>
      {mayChange && <UndoButtons undo={form.undo} redo={form.redo} />}
      {mayPublish &&
        wordsFor(saved).map((word) => (
          <Confirm
            key={word}
            title={text(`flows.${word}.title`, { name: saved.name })}
            body={text(`flows.${word}.body`, { running: saved.runs.running })}
            confirmLabel={text(`flows.${word}`)}
            variant={word === 'stop' ? 'danger' : 'default'}
            onConfirm={() => run(word)}
          >
            <Button
              variant={word === 'stop' ? 'danger-light' : word === 'publish' ? 'success-light' : 'secondary'}
              disabled={word === 'publish' && (form.changed || form.problems.length > 0)}
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
