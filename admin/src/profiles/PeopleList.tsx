import { Flex, Typography } from '@strapi/design-system';
import { SearchInput } from '@strapi/strapi/admin';
import { useNavigate } from 'react-router-dom';

import { profilesEndpoints } from '../../../plugin/src/profiles/endpoints';
import { Ago } from '../shared/Ago';
import { Answered } from '../shared/Answered';
import { DataTable } from '../shared/DataTable';
import { pathTo } from '../shared/paths';
import { KeyLink } from '../shared/KeyLink';
import { RowLink } from '../shared/RowLink';
import { Screen } from '../shared/Screen';
import { Teach } from '../shared/Teach';
import { useEndpoint } from '../shared/useEndpoint';
import { usePageQuery } from '../shared/usePageQuery';
import { useText } from '../shared/useText';

export const PeopleList = () => {
  const text = useText();
  const navigate = useNavigate();
  const query = usePageQuery();
  const people = useEndpoint(profilesEndpoints.list, query);
  const total = people.answer?.meta.pagination.total ?? 0;
  return (
    <Screen title={text('people.title')} subtitle={people.answer && text('people.subtitle', { total })}>
      <Answered of={people}>
        {({ data, meta }) =>
          total === 0 && !query.search ? (
            <Teach title={text('people.teach.title')} action={<KeyLink />}>
              {text('people.teach')}
            </Teach>
          ) : (
            <Flex direction="column" alignItems="stretch" gap={4}>
              <Flex>
                <SearchInput label={text('people.search')} placeholder={text('people.search')} />
              </Flex>
              <DataTable
                rows={data}
                loading={people.loading}
                empty={text('people.none')}
                pagination={meta.pagination}
                onOpen={({ id }) => navigate(pathTo('people', id))}
                columns={[
                  {
                    name: 'name',
                    label: text('name.label'),
                    cell: ({ id, name }) => (
                      <RowLink to={pathTo('people', id)}>{name || text('people.unnamed')}</RowLink>
                    ),
                  },
                  {
                    name: 'email',
                    label: text('people.email'),
                    cell: ({ email, claimedEmail }) =>
                      email ? (
                        <Typography>{email}</Typography>
                      ) : (
                        <Typography textColor="neutral600">
                          {claimedEmail ? text('people.claims', { claim: claimedEmail }) : '–'}
                        </Typography>
                      ),
                  },
                  {
                    name: 'firstSeenAt',
                    label: text('people.first'),
                    cell: ({ firstSeenAt }) => <Ago at={firstSeenAt} />,
                  },
                  {
                    name: 'lastSeenAt',
                    label: text('people.last'),
                    cell: ({ lastSeenAt }) => <Ago at={lastSeenAt} />,
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
