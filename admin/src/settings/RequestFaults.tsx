import { Flex, Typography } from '@strapi/design-system';

import { REQUEST_FAULTS, type RequestFault } from '../../../plugin/src/content/request-faults';
import { useText } from '../shared/useText';

interface RequestFaultsProps {
  readonly faults: Readonly<Record<RequestFault, number>>;
  /** Answers that the memory failed at. */
  readonly failures: number;
}

/** What requests said that could not be taken; nothing where all of it could. */
export const RequestFaults = ({ faults, failures }: RequestFaultsProps) => {
  const text = useText();
  const lines = [
    ...REQUEST_FAULTS.map((fault) => [`settings.lanes.fault.${fault}`, faults[fault]] as const),
    ['settings.lanes.failures', failures] as const,
  ].filter(([, count]) => count > 0);
  if (lines.length === 0) return null;
  return (
    <Flex direction="column" alignItems="flex-start" gap={1}>
      {lines.map(([words, count]) => (
        <Typography key={words} variant="pi" textColor="warning700">
          {text(words, { count })}
        </Typography>
      ))}
    </Flex>
  );
};
