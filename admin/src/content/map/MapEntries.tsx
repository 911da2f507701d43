import { Flex, Typography } from '@strapi/design-system';

import type { MapEntry } from '../../../../plugin/src/content/endpoints';
import { useText } from '../../shared/useText';
import { MapEntryCard } from './MapEntryCard';
import type { ChosenSegment } from './MapSegment';

interface MapEntriesProps {
  readonly entries: readonly MapEntry[];
  /** The one whose eyes the pages are seen through; its pages are headed apart. */
  readonly segment: ChosenSegment | undefined;
  readonly nameOf: (key: string) => string;
}

/** Entries with what is targeted in them; where a segment is chosen, those that name it and the others. */
export const MapEntries = ({ entries, segment, nameOf }: MapEntriesProps) => {
  const text = useText();
  const groups = segment
    ? [
        {
          title: text('map.segment.its-pages', { ...segment }),
          entries: entries.filter(({ isNamed }) => isNamed),
        },
        { title: text('map.segment.other-pages'), entries: entries.filter(({ isNamed }) => !isNamed) },
      ]
    : [{ title: undefined, entries }];
  return (
    <Flex direction="column" alignItems="stretch" gap={5}>
      {groups
        .filter((group) => group.entries.length > 0)
        .map((group) => (
          <Flex
            key={group.title ?? ''}
            tag="section"
            aria-label={group.title}
            direction="column"
            alignItems="stretch"
            gap={4}
          >
            {group.title !== undefined && (
              <Typography variant="sigma" tag="h2" textColor="neutral600">
                {group.title}
              </Typography>
            )}
            {group.entries.map((entry) => (
              <MapEntryCard key={entry.id} entry={entry} nameOf={nameOf} />
            ))}
          </Flex>
        ))}
    </Flex>
  );
};
