import { Box, Flex, Typography } from '@strapi/design-system';
import { Lightning } from '@strapi/icons';

import { useText } from '../shared/useText';
import { freshName, insertStep, type Edge } from './draft/edit-draft';
import { treeOfSteps } from './draft/step-tree';
import { unreached } from './draft/ways';
import { EdgePlus } from './EdgePlus';
import type { StepNumbers } from './listed-flow';
import { StepBranch } from './StepBranch';
import { StepCard } from './StepCard';
import type { useFlowDraft } from './useFlowDraft';

interface FlowTreeProps {
  readonly form: ReturnType<typeof useFlowDraft>;
  readonly chosen: string | undefined;
  readonly onChoose: (step: string | undefined) => void;
  readonly numbers: readonly StepNumbers[];
  readonly disabled: boolean;
}

/** The trigger at the top, below it every step where it is first come to. */
export const FlowTree = ({ form, chosen, onChoose, numbers, disabled }: FlowTreeProps) => {
  const text = useText();
  const { draft, saved, change } = form;
  const root = treeOfSteps(draft);
  const lost = unreached(draft);
  /** The new step is opened at once: nothing is chosen in it yet. */
  const add = (edge: Edge, kind: string) => {
    const name = freshName(draft.steps, kind);
    change((now) => insertStep(now, edge, kind));
    onChoose(name);
  };
  const card = (name: string) => (
    <StepCard
      name={name}
      step={draft.steps[name] ?? { kind: '' }}
      sentence={saved.story.steps[name]}
      numbers={numbers.find(({ node }) => node === name)}
      wrong={saved.problems.some(({ step }) => step === name)}
      chosen={chosen === name}
      onChoose={() => onChoose(chosen === name ? undefined : name)}
    />
  );
  return (
    // As wide as its widest branch: what does not fit is scrolled to, and not cut off at the left.
    <Flex direction="column" alignItems="center" style={{ minWidth: 'max-content' }}>
      <Box background="primary100" borderColor="primary200" hasRadius padding={4} maxWidth="36rem">
        <Flex gap={3}>
          <Lightning fill="primary600" aria-hidden />
          <Box>
            <Typography fontWeight="semiBold">{saved.story.trigger}</Typography>
            {saved.story.ends.map((end) => (
              <Typography key={end} tag="p" variant="pi" textColor="neutral600">
                {end}
              </Typography>
            ))}
          </Box>
        </Flex>
      </Box>
      <EdgePlus disabled={disabled} onAdd={(kind) => add({ from: null, slot: 'start' }, kind)} />
      {root && <StepBranch node={root} card={card} disabled={disabled} onAdd={add} />}
      {lost.length > 0 && (
        <Box paddingTop={6}>
          <Typography textColor="neutral600">{text('flows.lost')}</Typography>
          <Flex gap={4} wrap="wrap" paddingTop={2}>
            {lost.map((name) => (
              <Box key={name}>{card(name)}</Box>
            ))}
          </Flex>
        </Box>
      )}
    </Flex>
  );
};
