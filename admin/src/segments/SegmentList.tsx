import { Button, Flex, Typography } from '@strapi/design-system';
import { Plus } from '@strapi/icons';
import { SearchInput } from '@strapi/strapi/admin';
import { useNavigate } from 'react-router-dom';

import { segmentsEndpoints, type ShownSegment } from '../../../plugin/src/segments/endpoints';
import { Ago } from '../shared/Ago';
import { Answered } from '../shared/Answered';
import { DataTable } from '../shared/DataTable';
import { pathTo } from '../shared/paths';
import { RowLink } from '../shared/RowLink';
import { Screen } from '../shared/Screen';
import { Teach } from '../shared/Teach';
import { useEndpoint } from '../shared/useEndpoint';
import { useMay } from '../shared/useMay';
import { usePageQuery } from '../shared/usePageQuery';
import { useText } from '../shared/useText';
import { SegmentKind } from './SegmentKind';
import { SegmentSize } from './SegmentSize';

/** Sizes move while the list is looked at. */
const EVERY = 10_000;

export const SegmentList = () => {
  const text = useText();
  const navigate = useNavigate();
  const mayChange = useMay('segments.update');
  const query = usePageQuery();
  const segments = useEndpoint(segmentsEndpoints.list, query, { every: EVERY });
  const sentenceOf = ({ kind, name, sentence }: ShownSegment): string =>
    kind === 'crm' ? text('segments.crm.sentence', { name }) : sentence;
  const total = segments.answer?.meta.pagination.total ?? 0;
  const make = (
    <Button startIcon={<Plus />} onClick={() => navigate(pathTo('segments', 'new'))}>
      {text('segments.new')}
    </Button>
  );
  const none = total === 0 && !query.search;
  return (
    <Screen
      title={text('segments.title')}
      subtitle={segments.answer && text('segments.subtitle', { total })}
      action={mayChange && !none && make}
    >
      <Answered of={segments}>
        {({ data, meta }) =>
          none ? (
            <Teach title={text('segments.teach.title')} action={mayChange && make}>
              {text('segments.teach')}
            </Teach>
          ) : (
            <Flex direction="column" alignItems="stretch" gap={4}>
              <Flex>
                <SearchInput label={text('segments.search')} placeholder={text('segments.search')} />
              </Flex>
              <DataTable
                rows={data}
                loading={segments.loading}
                empty={text('segments.none')}
                pagination={meta.pagination}
                onOpen={({ id }) => navigate(pathTo('segments', id))}
                columns={[
                  {
                    name: 'name',
                    label: text('name.label'),
                    cell: (segment) => (
                      <Flex direction="column" alignItems="flex-start" maxWidth="48rem">
                        <RowLink to={pathTo('segments', segment.id)}>{segment.name}</RowLink>
                        <Typography
                          variant="pi"
                          textColor="neutral600"
                          ellipsis
                          maxWidth="100%"
                          title={sentenceOf(segment)}
                        >
                          {sentenceOf(segment)}
                        </Typography>
                      </Flex>
                    ),
                  },
                  {
                    name: 'size',
                    label: text('segments.size'),
                    cell: (segment) => <SegmentSize segment={segment} />,
                  },
                  {
                    name: 'kind',
                    label: text('segments.kind'),
                    cell: ({ kind }) => <SegmentKind kind={kind} />,
                  },
                  {
                    name: 'updatedAt',
                    label: text('changed'),
                    cell: ({ updatedAt }) => <Ago at={updatedAt} />,
                  },
                ]}
              />
            </Flex>
          )
        }
      </Answered>
    </Screen>
  );
};
