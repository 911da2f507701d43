import { useMemo } from 'react';

import type { Vocabulary } from '../../../../plugin/src/conditions/endpoints';
import { FieldsContext } from '../../segments/FieldsContext';
import { TRIGGER } from '../canvas/graph';
import { LazyCanvas } from '../canvas/LazyCanvas';
import { FlowSettings } from '../FlowSettings';
import { FaultsContext, faultsOf } from '../forms/schema/FaultsContext';
import { StepNames } from '../forms/step-names';
import { FlowText } from '../FlowText';
import { Beside } from '../Beside';
import type { StepKind } from '../step-kinds';
import { StepPanel } from '../StepPanel';
import type { useFlowDraft } from '../useFlowDraft';
import { problemsByStep } from './problems-by-step';
import { useEditing } from './useEditing';

interface EditModeProps {
  readonly form: ReturnType<typeof useFlowDraft>;
  readonly vocabulary: Vocabulary;
  readonly kinds: readonly StepKind[];
  /** What each step is called. */
  readonly titles: Readonly<Record<string, string>>;
  readonly chosen: string | undefined;
  readonly onChoose: (step: string | undefined) => void;
  readonly disabled: boolean;
}

/** The draft on the canvas; at the side the chosen step, the flow's own settings, or all of it as text. */
export const EditMode = ({ form, vocabulary, kinds, titles, chosen, onChoose, disabled }: EditModeProps) => {
  const { draft, story, problems } = form;
  const editing = useEditing({ form, kinds, onChoose });
  const step = chosen === undefined ? undefined : draft.steps[chosen];
  const content = useMemo(
    () => ({
      steps: draft.steps,
      story,
      kinds,
      problems: problemsByStep(problems),
      chosen,
      onChoose,
      editing: disabled ? undefined : editing,
    }),
    [draft.steps, story, kinds, problems, chosen, onChoose, disabled, editing],
  );
  const panel = { form, vocabulary, disabled };
  // The filters of a flow's own steps know of no saved groups: the conditions of its ways do.
  const fields = useMemo(
    () => ({ vocabulary: { ...vocabulary, groups: [] }, disabled }),
    [vocabulary, disabled],
  );
  const faults = useMemo(() => faultsOf(problems), [problems]);
  return (
    <Beside
      main={<LazyCanvas start={draft.start} content={content} />}
      side={
        <FieldsContext.Provider value={fields}>
          <FaultsContext.Provider value={faults}>
            {chosen === TRIGGER ? (
              <FlowSettings form={form} onClose={() => onChoose(undefined)} />
            ) : chosen !== undefined && step ? (
              <StepNames.Provider value={titles}>
                <StepPanel
                  {...panel}
                  key={chosen}
                  name={chosen}
                  step={step}
                  kinds={kinds}
                  sentence={story.steps[chosen]}
                  ways={story.ways[chosen] ?? []}
                  problems={problems.filter((problem) => problem.step === chosen)}
                  onClose={() => onChoose(undefined)}
                />
              </StepNames.Provider>
            ) : (
              <FlowText story={story} onChoose={(name) => onChoose(name ?? TRIGGER)} />
            )}
          </FaultsContext.Provider>
        </FieldsContext.Provider>
      }
    />
  );
};
