import { Box, Flex, TextButton, Typography } from '@strapi/design-system';
import { WarningCircle } from '@strapi/icons';

import { useText } from '../shared/useText';
import type { WholeFlow } from './listed-flow';

interface ProblemsProps {
  readonly problems: WholeFlow['problems'];
  readonly onChoose: (step: string) => void;
}

/** What stands against publishing; each leads to its step. */
export const Problems = ({ problems, onChoose }: ProblemsProps) => {
  const text = useText();
  if (problems.length === 0) return null;
  return (
    <Box background="warning100" borderColor="warning200" hasRadius padding={4}>
      <Flex gap={2} paddingBottom={2}>
        <WarningCircle fill="warning600" aria-hidden />
        <Typography fontWeight="bold">{text('flows.problems', { count: problems.length })}</Typography>
      </Flex>
      <Flex tag="ul" direction="column" alignItems="flex-start" gap={1}>
        {problems.map(({ path, step, message }) => (
          <Flex tag="li" key={`${path} ${message}`} gap={2}>
            <Typography>{message}</Typography>
            {step !== null && (
              <TextButton onClick={() => onChoose(step)}>{text('flows.problem.show', { step })}</TextButton>
            )}
          </Flex>
        ))}
      </Flex>
    </Box>
  );
};
