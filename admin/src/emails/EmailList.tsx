import { Badge, Button, Flex, Typography } from '@strapi/design-system';
import { Plus } from '@strapi/icons';
import { SearchInput } from '@strapi/strapi/admin';
import { useNavigate } from 'react-router-dom';

import { emailsEndpoints } from '../../../plugin/src/emails/endpoints';
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

export const EmailList = () => {
  const text = useText();
  const navigate = useNavigate();
  const mayChange = useMay('emails.update');
  const query = usePageQuery();
  const emails = useEndpoint(emailsEndpoints.list, query);
  const total = emails.answer?.meta.pagination.total ?? 0;
  const none = total === 0 && !query.search;
  const make = (
    <Button startIcon={<Plus />} onClick={() => navigate(pathTo('emails', 'new'))}>
      {text('emails.new')}
    </Button>
  );
  return (
    <Screen
      title={text('emails.title')}
      subtitle={text('emails.subtitle')}
      action={mayChange && !none && make}
    >
      <Answered of={emails}>
        {({ data, meta }) =>
          none ? (
            <Teach title={text('emails.teach.title')} action={mayChange && make}>
              {text('emails.teach')}
            </Teach>
          ) : (
            <Flex direction="column" alignItems="stretch" gap={4}>
              <Flex>
                <SearchInput label={text('emails.search')} placeholder={text('emails.search')} />
              </Flex>
              <DataTable
                rows={data}
                empty={text('emails.none')}
                pagination={meta.pagination}
                onOpen={({ id }) => navigate(pathTo('emails', id))}
                columns={[
                  {
                    name: 'name',
                    label: text('name.label'),
                    cell: ({ id, name, subject }) => (
                      <Flex direction="column" alignItems="flex-start">
                        <RowLink to={pathTo('emails', id)}>{name}</RowLink>
                        <Typography variant="pi" textColor="neutral600">
                          {subject}
                        </Typography>
                      </Flex>
                    ),
                  },
                  {
                    name: 'state',
                    label: text('emails.state'),
                    cell: ({ problems, shipped, edited }) => (
                      <Flex gap={1}>
                        {problems.length > 0 && (
                          <Badge variant="danger">
                            {text('emails.problems', { count: problems.length })}
                          </Badge>
                        )}
                        {shipped && <Badge>{text(edited ? 'emails.edited' : 'emails.shipped')}</Badge>}
                      </Flex>
                    ),
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
