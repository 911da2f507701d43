import { Flex, LinkButton } from '@strapi/design-system';
import { NavLink, useNavigate } from 'react-router-dom';

import type { AnswerOf } from '../../../../plugin/src/endpoints';
import { segmentsEndpoints } from '../../../../plugin/src/segments/endpoints';
import { DataTable } from '../../shared/DataTable';
import { pathTo } from '../../shared/paths';
import { Sparkline } from '../../shared/Sparkline';
import { useEndpoint } from '../../shared/useEndpoint';
import { useText } from '../../shared/useText';
import { HealthBadge } from '../health/HealthBadge';
import { SegmentKind } from '../SegmentKind';
import { SegmentSize } from '../SegmentSize';
import { NameCell } from './NameCell';
import { UsedCell } from './UsedCell';
import { WeekChange } from './WeekChange';

type SegmentTableProps = AnswerOf<(typeof segmentsEndpoints)['list']> & { readonly loading: boolean };

/** Segments as the content manager shows its entries. */
export const SegmentTable = ({ data, meta, loading }: SegmentTableProps) => {
  const text = useText();
  const navigate = useNavigate();
  const uses = useEndpoint(segmentsEndpoints.uses, {}).answer?.data;
  return (
    <DataTable
      rows={data}
      loading={loading}
      empty={text('segments.none')}
      emptyAction={
        <LinkButton tag={NavLink} to={pathTo('segments')} variant="secondary">
          {text('segments.none.all')}
        </LinkButton>
      }
      pagination={meta.pagination}
      onOpen={({ id }) => navigate(pathTo('segments', id))}
      columns={[
        {
          name: 'name',
          label: text('name.label'),
          sortable: true,
          cell: (segment) => <NameCell segment={segment} />,
        },
        {
          name: 'size',
          label: text('segments.size'),
          sortable: true,
          cell: (segment) => (
            <Flex gap={3}>
              <SegmentSize segment={segment} />
              <Sparkline
                width={52}
                values={segment.sparkline}
                label={text('segments.sparkline', {
                  from: segment.sparkline[0] ?? 0,
                  to: segment.sparkline.at(-1) ?? 0,
                })}
              />
            </Flex>
          ),
        },
        {
          name: 'entered',
          label: text('segments.week'),
          sortable: true,
          cell: (segment) => <WeekChange segment={segment} />,
        },
        {
          name: 'kind',
          label: text('segments.kind'),
          cell: ({ kind }) => <SegmentKind kind={kind} />,
        },
        {
          name: 'usedAt',
          label: text('segments.tab.used'),
          sortable: true,
          cell: (segment) => <UsedCell segment={segment} count={uses && (uses[segment.key] ?? 0)} />,
        },
        {
          name: 'health',
          label: text('segments.health'),
          cell: (segment) => <HealthBadge {...segment} />,
        },
      ]}
    />
  );
};
