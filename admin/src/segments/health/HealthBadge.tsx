import type { ReactNode } from 'react';

import { Badge, Box, Flex, Tooltip } from '@strapi/design-system';
import { CheckCircle, Clock, Information, WarningCircle } from '@strapi/icons';

import type { SegmentWarning, ShownSegment } from '../../../../plugin/src/segments/endpoints';
import { useText } from '../../shared/useText';
import { WarningNotes } from './WarningNotes';

const ICON = { width: '1.2rem', height: '1.2rem', 'aria-hidden': true } as const;

const variantOf = ({ code, of }: SegmentWarning): 'danger' | 'warning' | 'neutral' => {
  if (code === 'broken') return 'danger';
  return of === null ? 'warning' : 'neutral';
};

const said = (warnings: readonly SegmentWarning[]): string =>
  warnings.map(({ sentence, remedy }) => `${sentence} ${remedy}`).join(' ');

interface NotedProps {
  readonly variant: 'danger' | 'warning' | 'neutral';
  readonly warnings: readonly SegmentWarning[];
  readonly children: ReactNode;
}

/** A badge that says on hover, in focus and to readers what its warnings are about. */
const Noted = ({ variant, warnings, children }: NotedProps) => (
  <Tooltip label={<WarningNotes warnings={warnings} />} disableHoverableContent>
    {/* A badge takes no ref, so a tooltip would not know where it stands. */}
    <Box tag="span" tabIndex={0} aria-description={said(warnings)}>
      <Badge variant={variant}>{children}</Badge>
    </Box>
  </Tooltip>
);

/** Good, good as far as it can be known, or the first warning and how many more there are. */
export const HealthBadge = ({ warnings, checks }: Pick<ShownSegment, 'warnings' | 'checks'>) => {
  const text = useText();
  const [first, ...more] = warnings;
  if (first) {
    const Mark = first.of === null ? WarningCircle : Information;
    return (
      <Flex gap={1} wrap="wrap">
        <Noted variant={variantOf(first)} warnings={[first]}>
          <Flex gap={1}>
            <Mark {...ICON} />
            {text(`segments.warning.${first.code}`)}
          </Flex>
        </Noted>
        {more.length > 0 && (
          <Noted variant="neutral" warnings={more}>
            {text('segments.health.more', { count: more.length })}
          </Noted>
        )}
      </Flex>
    );
  }
  const counting = checks.some(({ state }) => state === 'counting');
  const isEarly = checks.some(({ state }) => state === 'young');
  if (!counting && !isEarly) {
    return (
      <Badge variant="success">
        <Flex gap={1}>
          <CheckCircle {...ICON} />
          {text('segments.health.good')}
        </Flex>
      </Badge>
    );
  }
  const why = text(counting ? 'segments.health.counting.why' : 'segments.health.early.why');
  return (
    <Tooltip label={why}>
      <Box tag="span" tabIndex={0} aria-description={why}>
        <Badge variant="neutral">
          <Flex gap={1}>
            <Clock {...ICON} />
            {text(counting ? 'segments.health.counting' : 'segments.health.early')}
          </Flex>
        </Badge>
      </Box>
    </Tooltip>
  );
};
