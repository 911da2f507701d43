import { useCallback, useState } from 'react';

import { flowsEndpoints } from '../../../plugin/src/flows/endpoints';
import type { FlowDefinition } from '../../../plugin/src/flows/flow';
import { doStep, historyOf, redo, undo } from '../segments/tree/history';
import { useAction } from '../shared/useAction';
import { useNotice } from '../shared/useNotice';
import { useText } from '../shared/useText';
import type { WholeFlow } from './listed-flow';

/** The draft being edited, with undo; what is published stays as it is until the draft is. */
export const useFlowDraft = (flow: WholeFlow) => {
  const text = useText();
  const notice = useNotice();
  const [saved, setSaved] = useState(flow);
  const [name, setName] = useState(flow.name);
  const [history, setHistory] = useState(() => historyOf(flow.draft));
  const update = useAction(flowsEndpoints.update);
  const change = useCallback(
    (next: (draft: FlowDefinition) => FlowDefinition) =>
      setHistory((before) => doStep(before, next(before.present))),
    [],
  );
  const draft = history.present;
  const save = async (): Promise<void> => {
    const outcome = await update.run({ id: flow.id, name, draft });
    if (!outcome.ok) return;
    setSaved(outcome.answer.data);
    notice.done(text('flows.saved', { name }));
  };
  return {
    saved,
    setSaved,
    name,
    setName,
    draft,
    change,
    changed: name !== saved.name || JSON.stringify(draft) !== JSON.stringify(saved.draft),
    undo: history.past.length > 0 ? () => setHistory(undo) : undefined,
    redo: history.future.length > 0 ? () => setHistory(redo) : undefined,
    save,
    saving: update.running,
    problem: update.problem,
    forget: update.forget,
  };
};
