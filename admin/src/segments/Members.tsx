import { useState } from 'react';

import { Box, Typography } from '@strapi/design-system';
import { useNavigate } from 'react-router-dom';

import { segmentsEndpoints } from '../../../plugin/src/segments/endpoints';
import { Ago } from '../shared/Ago';
import { Answered } from '../shared/Answered';
import { DataTable } from '../shared/DataTable';
import { pathTo } from '../shared/paths';
import { RowLink } from '../shared/RowLink';
import { Turner } from '../shared/Turner';
import { useEndpoint } from '../shared/useEndpoint';
import { useText } from '../shared/useText';

const PAGE_SIZE = 10;

/** Who is in, the newest first. */
export const Members = ({ id }: { readonly id: string }) => {
  const text = useText();
  const navigate = useNavigate();
  const [page, setPage] = useState(1);
  const members = useEndpoint(segmentsEndpoints.members, { id, page, pageSize: PAGE_SIZE });
  return (
    <Answered of={members}>
      {({ data, meta }) => (
        <Box>
          <DataTable
            rows={data.map((person) => ({ ...person, id: person.profileId }))}
            empty={text('segments.members.none')}
            onOpen={({ profileId }) => navigate(pathTo('people', profileId))}
            columns={[
              {
                name: 'label',
                label: text('name.label'),
                cell: ({ profileId, label }) => (
                  <RowLink to={pathTo('people', profileId)}>{label || text('people.unnamed')}</RowLink>
                ),
              },
              {
                name: 'enteredAt',
                label: text('segments.entered'),
                cell: ({ enteredAt }) =>
                  enteredAt ? <Ago at={enteredAt} /> : <Typography>{text('unknown')}</Typography>,
              },
            ]}
          />
          <Turner {...meta.pagination} onTurn={setPage} />
        </Box>
      )}
    </Answered>
  );
};
