import { useState } from 'react';

import { Box, Flex, Tabs } from '@strapi/design-system';
import { useQueryParams } from '@strapi/strapi/admin';

import { segmentsEndpoints } from '../../../plugin/src/segments/endpoints';
import { Answered } from '../shared/Answered';
import { Screen } from '../shared/Screen';
import { Teach } from '../shared/Teach';
import { useEndpoint } from '../shared/useEndpoint';
import { useMay } from '../shared/useMay';
import { useText } from '../shared/useText';
import { FolderBar } from './list/FolderBar';
import { NewSegment } from './list/NewSegment';
import { SegmentFilters } from './list/SegmentFilters';
import { SegmentTable } from './list/SegmentTable';
import { TemplateList } from './list/TemplateList';
import { useListQuery } from './list/useListQuery';
import { OverlapView } from './overlap/OverlapView';

/** Sizes move while the list is looked at. */
const EVERY = 10_000;

/** All segments: as a table with its folders, or by whom they share. */
export const SegmentList = () => {
  const text = useText();
  const mayChange = useMay('segments.update');
  const { input, folder, setFolder, narrowed } = useListQuery();
  const segments = useEndpoint(segmentsEndpoints.list, input, { every: EVERY });
  const shelves = useEndpoint(segmentsEndpoints.folders, {});
  const [{ query }, setQuery] = useQueryParams<{ readonly view?: string }>();
  const [opened, setOpened] = useState(query.view ?? 'list');
  const open = (view: string) => {
    setOpened(view);
    setQuery({ view: view === 'list' ? undefined : view });
  };
  const total = segments.answer?.meta.pagination.total ?? 0;
  const none = total === 0 && !narrowed;
  const { folders = [], tags = [] } = shelves.answer?.data ?? {};
  return (
    <Screen
      title={text('segments.title')}
      subtitle={segments.answer && (total > 0 || none) ? text('segments.subtitle', { total }) : undefined}
      action={mayChange && <NewSegment />}
    >
      <Answered of={segments}>
        {({ data, meta }) =>
          none ? (
            <Flex direction="column" alignItems="stretch" gap={6}>
              <Teach title={text('segments.teach.title')} action={mayChange && <NewSegment />}>
                {text('segments.teach')}
              </Teach>
              {mayChange && <TemplateList />}
            </Flex>
          ) : (
            <Tabs.Root value={opened} onValueChange={open} variant="simple">
              <Tabs.List aria-label={text('segments.views')}>
                <Tabs.Trigger value="list">{text('segments.view.list')}</Tabs.Trigger>
                <Tabs.Trigger value="overlap">{text('segments.view.overlap')}</Tabs.Trigger>
              </Tabs.List>
              <Box paddingTop={4}>
                <Tabs.Content value="list">
                  <Flex direction="column" alignItems="stretch" gap={4}>
                    <SegmentFilters tags={tags.map(({ tag }) => tag)} />
                    <FolderBar folders={folders} folder={folder} onOpen={setFolder} />
                    <SegmentTable data={data} meta={meta} loading={segments.loading} />
                  </Flex>
                </Tabs.Content>
                <Tabs.Content value="overlap">
                  <OverlapView />
                </Tabs.Content>
              </Box>
            </Tabs.Root>
          )
        }
      </Answered>
    </Screen>
  );
};
