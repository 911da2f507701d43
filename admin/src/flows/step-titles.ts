import type { FlowStory } from '../../../plugin/src/flows/describe';
import type { FlowDefinition } from '../../../plugin/src/flows/flow';
import type { useText } from '../shared/useText';
import { capitalised } from './capitalised';
import { kindLabel, type StepKind } from './step-kinds';

/** What each step is called: its sentence, or its kind while it has none. */
export const stepTitles = (
  text: ReturnType<typeof useText>,
  { steps }: Pick<FlowDefinition, 'steps'>,
  story: Pick<FlowStory, 'steps'>,
  kinds: readonly StepKind[],
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(steps).map(([name, { kind }]) => [
      name,
      capitalised(story.steps[name] ?? kindLabel(text, kind, kinds)),
    ]),
  );
