import { useCallback, useMemo, useState } from 'react';

import { useDebounce } from '@strapi/strapi/admin';

import { flowsEndpoints } from '../../../plugin/src/flows/endpoints';
import type { FlowDefinition } from '../../../plugin/src/flows/flow';
import { sameJson, type Json } from '../../../plugin/src/json';
import { doStep, historyOf, redo, undo } from '../segments/tree/history';
import { useAction } from '../shared/useAction';
import { useEndpoint } from '../shared/useEndpoint';
import { useNotice } from '../shared/useNotice';
import { useText } from '../shared/useText';
import type { Problem } from '../shared/problem';
import { capitalised } from './capitalised';
import type { WholeFlow } from './listed-flow';

/** Long enough not to ask at each key, short enough to feel live. */
const PAUSE = 400;

/** A draft that cannot be read yet, such as one without the segment it begins with: what it lacks. */
const unfinished = ({ message, faults }: Problem): WholeFlow['problems'] =>
  (faults.length > 0 ? faults : [{ path: '', message }]).map((fault) => ({
    ...fault,
    step: stepIn(fault.path),
  }));

const isOfTrigger = ({ faults }: Problem): boolean =>
  faults.some(({ path }) => path.startsWith('draft.trigger'));

/** `draft.steps.wait.for` is of the step `wait`; what is of none is of the flow as a whole. */
const stepIn = (path: string): string | null => /^draft\.steps\.([^.]+)/.exec(path)?.[1] ?? null;

/** The draft being edited, with undo, told and checked as it changes; what is published stays as it is. */
export const useFlowDraft = (flow: WholeFlow) => {
  const text = useText();
  const notice = useNotice();
  const [saved, setSaved] = useState(flow);
  const [name, setName] = useState(flow.name);
  const [history, setHistory] = useState(() => historyOf(flow.draft));
  const update = useAction(flowsEndpoints.update);
  const change = useCallback(
    (next: (draft: FlowDefinition) => FlowDefinition) =>
      setHistory((before) => {
        const after = next(before.present);
        return after === before.present ? before : doStep(before, after);
      }),
    [],
  );
  const draft = history.present;
  const isSaved = sameJson(draft as unknown as Json, saved.draft as unknown as Json);
  const settled = useDebounce(draft, PAUSE);
  const asked = useMemo(() => ({ draft: settled }), [settled]);
  const checked = useEndpoint(flowsEndpoints.check, isSaved ? null : asked);
  const told = isSaved ? saved : (checked.answer?.data ?? saved);
  const unread = isSaved ? undefined : checked.problem;
  const save = async (): Promise<void> => {
    const outcome = await update.run({ id: flow.id, name, draft });
    if (!outcome.ok) return;
    setSaved(outcome.answer.data);
    notice.done(text('flows.saved', { name }));
  };
  /** Another draft from outside, such as a version that was taken back: undo leads back to the one before. */
  const take = (whole: WholeFlow): void => {
    setSaved(whole);
    change(() => whole.draft);
  };
  return {
    saved,
    setSaved,
    take,
    name,
    setName,
    draft,
    /** The draft as text, a moment after it changed. */
    story:
      unread && isOfTrigger(unread)
        ? { ...told.story, trigger: capitalised(text(`flows.trigger.${draft.trigger.kind}`)) }
        : told.story,
    problems: unread ? unfinished(unread) : told.problems,
    change,
    changed: name !== saved.name || !isSaved,
    undo: history.past.length > 0 ? () => setHistory(undo) : undefined,
    redo: history.future.length > 0 ? () => setHistory(redo) : undefined,
    save,
    saving: update.running,
    problem: update.problem,
    forget: update.forget,
  };
};
