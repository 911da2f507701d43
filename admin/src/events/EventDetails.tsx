import { Tooltip, Typography } from '@strapi/design-system';

import { traitLines } from '../profiles/trait-lines';

interface EventDetailsProps {
  /** Null for a role that may not see people. */
  readonly properties: Readonly<Record<string, unknown>> | null;
}

const MOST_SHOWN = 3;

/** The first properties in a line, the rest on hover. */
export const EventDetails = ({ properties }: EventDetailsProps) => {
  const lines = traitLines(properties ?? {}).map(({ path, value }) => `${path}: ${value}`);
  if (lines.length === 0) return <Typography textColor="neutral500">–</Typography>;
  return (
    <Tooltip label={lines.join('\n')}>
      <Typography tag="div" textColor="neutral600" ellipsis maxWidth="36rem">
        {lines.slice(0, MOST_SHOWN).join(', ')}
      </Typography>
    </Tooltip>
  );
};
