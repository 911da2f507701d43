import { Flex, Typography } from '@strapi/design-system';

import type { ShownEvent } from '../../../plugin/src/events/schema';
import { Ago } from '../shared/Ago';
import { DataTable } from '../shared/DataTable';
import { pathTo } from '../shared/paths';
import { RowLink } from '../shared/RowLink';
import { useText } from '../shared/useText';
import { EventDetails } from './EventDetails';

interface EventTableProps {
  readonly events: readonly ShownEvent[];
}

export const EventTable = ({ events }: EventTableProps) => {
  const text = useText();
  return (
    <DataTable
      rows={events.map((event) => ({ ...event, id: event.messageId }))}
      empty={text('events.none')}
      columns={[
        {
          name: 'name',
          label: text('events.event'),
          cell: ({ name, type }) => (
            <Flex gap={2}>
              <Typography fontWeight="semiBold">{name}</Typography>
              <Typography variant="pi" textColor="neutral600">
                {type}
              </Typography>
            </Flex>
          ),
        },
        {
          name: 'details',
          label: text('details'),
          cell: ({ properties }) => <EventDetails properties={properties} />,
        },
        {
          name: 'person',
          label: text('events.person'),
          cell: ({ profileId, person, proven }) => {
            const masked = text(proven ? 'events.person.proven' : 'events.person.device');
            return person === null ? (
              <Typography>{masked}</Typography>
            ) : (
              <RowLink to={pathTo('people', profileId)}>{person || masked}</RowLink>
            );
          },
        },
        { name: 'at', label: text('events.at'), cell: ({ at }) => <Ago at={at} /> },
      ]}
    />
  );
};
