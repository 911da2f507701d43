import { useMemo } from 'react';

import type { CanvasEditing } from '../canvas/CanvasContext';
import { connect, freshName, insertStep, moveStep, removeStep } from '../draft/edit-draft';
import type { FieldSchema } from '../forms/schema/schema-field';
import type { StepKind } from '../step-kinds';
import type { useFlowDraft } from '../useFlowDraft';

interface Needs {
  readonly form: ReturnType<typeof useFlowDraft>;
  readonly kinds: readonly StepKind[];
  readonly onChoose: (step: string | undefined) => void;
}

/** What the canvas does to the draft. */
export const useEditing = ({ form, kinds, onChoose }: Needs): CanvasEditing => {
  const { draft, change } = form;
  return useMemo(
    () => ({
      /** The new step is opened at once: nothing is chosen in it yet. */
      add(edge, kind) {
        const options = kinds.find((each) => each.kind === kind)?.options as FieldSchema | undefined;
        const name = freshName(draft.steps, kind);
        change((now) => insertStep(now, edge, kind, options));
        onChoose(name);
      },
      move: (name, edge) => change((now) => moveStep(now, name, edge)),
      connect: (edge, to) => change((now) => connect(now, edge, to)),
      remove(name) {
        change((now) => removeStep(now, name));
        onChoose(undefined);
      },
    }),
    [draft, change, kinds, onChoose],
  );
};
