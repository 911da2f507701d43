import { useMemo } from 'react';

import { Box, Flex, LinkButton, Typography } from '@strapi/design-system';
import { Pagination } from '@strapi/strapi/admin';
import { NavLink } from 'react-router-dom';

import { contentEndpoints } from '../../../../plugin/src/content/endpoints';
import { Answered } from '../../shared/Answered';
import { Screen } from '../../shared/Screen';
import { Teach } from '../../shared/Teach';
import { useEndpoint } from '../../shared/useEndpoint';
import { useText } from '../../shared/useText';
import { MapEntries } from './MapEntries';
import { MapFilters } from './MapFilters';
import { MapSegment } from './MapSegment';
import { MapSegments } from './MapSegments';
import { useMapQuery } from './useMapQuery';

/** Every page with blocks that not everyone sees: by segment, and by what is wrong with them. */
export const ContentMapPage = () => {
  const text = useText();
  const { input, narrow, narrowed } = useMapQuery();
  const map = useEndpoint(contentEndpoints.map, input);
  const { totals, segments = [] } = map.answer?.meta ?? {};
  const nameOf = useMemo(() => {
    const names = new Map(segments.map(({ key, name }) => [key, name]));
    return (key: string) => names.get(key) ?? key;
  }, [segments]);
  const segment = segments.find(({ key }) => key === input.segment);
  return (
    <Screen title={text('map.title')} subtitle={totals && text('map.answer', totals)}>
      <Answered of={map}>
        {({ data, meta }) =>
          meta.totals.entries === 0 && !narrowed ? (
            <Flex direction="column" alignItems="stretch" gap={4}>
              <MapFilters input={input} types={meta.types} onNarrow={narrow} />
              <Teach
                title={text('map.teach.title')}
                action={
                  <LinkButton tag={NavLink} to="/content-manager" variant="secondary">
                    {text('map.teach.open')}
                  </LinkButton>
                }
              >
                {text('map.teach')}
              </Teach>
            </Flex>
          ) : (
            <Flex direction="column" alignItems="stretch" gap={4}>
              <MapFilters input={input} types={meta.types} onNarrow={narrow} />
              <Flex alignItems="flex-start" gap={5}>
                <MapSegments
                  segments={meta.segments}
                  chosen={input.segment}
                  onChoose={(segment) => narrow({ segment })}
                />
                <Box flex="1" minWidth={0} style={{ opacity: map.loading ? 0.6 : 1 }}>
                  {segment && (
                    <MapSegment
                      segment={segment}
                      named={meta.named}
                      naming={input.naming}
                      onNarrow={narrow}
                    />
                  )}
                  {data.length === 0 ? (
                    <Box padding={8} background="neutral0" hasRadius shadow="tableShadow" textAlign="center">
                      <Typography textColor="neutral600">{text('map.none')}</Typography>
                    </Box>
                  ) : (
                    <MapEntries entries={data} segment={segment} nameOf={nameOf} />
                  )}
                  {meta.pagination.total > 0 && (
                    <Pagination.Root {...meta.pagination} defaultPageSize={meta.pagination.pageSize}>
                      <Pagination.PageSize />
                      <Pagination.Links />
                    </Pagination.Root>
                  )}
                </Box>
              </Flex>
            </Flex>
          )
        }
      </Answered>
    </Screen>
  );
};
