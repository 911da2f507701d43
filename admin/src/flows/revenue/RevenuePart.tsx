import { useState } from 'react';

import { Box, Flex, SingleSelect, SingleSelectOption } from '@strapi/design-system';

import { flowsEndpoints } from '../../../../plugin/src/flows/endpoints';
import { Answered } from '../../shared/Answered';
import { useEndpoint } from '../../shared/useEndpoint';
import { useText } from '../../shared/useText';
import type { WholeVersion } from '../listed-flow';
import { HoldoutPanel } from './HoldoutPanel';
import { MessagesPanel } from './MessagesPanel';

interface RevenuePartProps {
  readonly flowId: string;
  readonly version: WholeVersion;
  /** More than one: they can be added up. */
  readonly versions: number;
}

const EVERY = 15_000;

/** What people bought after each mail, and whether they would have done so anyway. */
export const RevenuePart = ({ flowId, version, versions }: RevenuePartProps) => {
  const text = useText();
  const [all, setAll] = useState(false);
  const asked = { id: flowId, ...(all ? {} : { version: version.version }) };
  const revenue = useEndpoint(flowsEndpoints.revenue, asked, { every: EVERY });
  const choice = versions > 1 && (
    <Box minWidth="18rem">
      <SingleSelect
        aria-label={text('flows.revenue.versions')}
        size="S"
        value={all ? 'all' : 'one'}
        onChange={(picked) => setAll(picked === 'all')}
      >
        <SingleSelectOption value="one">
          {text('flows.revenue.version', { version: version.version })}
        </SingleSelectOption>
        <SingleSelectOption value="all">{text('flows.revenue.versions.all')}</SingleSelectOption>
      </SingleSelect>
    </Box>
  );
  return (
    <Answered of={revenue}>
      {({ data }) => (
        <Flex direction="column" alignItems="stretch" gap={4}>
          <MessagesPanel messages={data.messages} story={version.story} action={choice} />
          <HoldoutPanel holdouts={data.holdouts} story={version.story} />
        </Flex>
      )}
    </Answered>
  );
};
