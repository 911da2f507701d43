import { Box, Button, Flex, Popover, TextButton, Typography } from '@strapi/design-system';
import { WarningCircle } from '@strapi/icons';

import { useText } from '../shared/useText';
import { TRIGGER } from './canvas/graph';
import type { WholeFlow } from './listed-flow';

interface ProblemCountProps {
  readonly problems: WholeFlow['problems'];
  /** What each step is called. */
  readonly titles: Readonly<Record<string, string>>;
  readonly onChoose: (step: string) => void;
}

/** How many things stand against publishing; opened, which, each leading to its step. */
export const ProblemCount = ({ problems, titles, onChoose }: ProblemCountProps) => {
  const text = useText();
  if (problems.length === 0) return null;
  return (
    <Popover.Root>
      <Popover.Trigger>
        <Button
          variant="danger-light"
          size="S"
          startIcon={<WarningCircle aria-hidden />}
          style={{ whiteSpace: 'nowrap', flexShrink: 0 }}
        >
          {text('flows.problems', { count: problems.length })}
        </Button>
      </Popover.Trigger>
      <Popover.Content align="end" sideOffset={4}>
        <Box padding={4} maxWidth="44rem">
          <Flex tag="ul" direction="column" alignItems="stretch" gap={3}>
            {problems.map(({ path, step, message }) => (
              <li key={`${path} ${message}`}>
                <Typography tag="div">{message}</Typography>
                <TextButton onClick={() => onChoose(step ?? TRIGGER)}>
                  {step === null
                    ? text('flows.problem.show.beginning')
                    : text('flows.problem.show', { step: titles[step] ?? step })}
                </TextButton>
              </li>
            ))}
          </Flex>
        </Box>
      </Popover.Content>
    </Popover.Root>
  );
};
