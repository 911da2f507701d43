import { useState } from 'react';

import { Badge, Button, Flex, Typography } from '@strapi/design-system';
import { Plus } from '@strapi/icons';

import { settingsEndpoints } from '../../../plugin/src/settings/endpoints';
import { Ago } from '../shared/Ago';
import { Answered } from '../shared/Answered';
import { DataTable } from '../shared/DataTable';
import { Panel } from '../shared/Panel';
import { useEndpoint } from '../shared/useEndpoint';
import { useMay } from '../shared/useMay';
import { useText } from '../shared/useText';
import { NewKeyModal } from './NewKeyModal';
import { RevokeKey } from './RevokeKey';

/** The keys by which a site names itself when it sends events. */
export const KeysPanel = () => {
  const text = useText();
  const mayChange = useMay('settings.update');
  const keys = useEndpoint(settingsEndpoints.keys, {});
  const [making, setMaking] = useState(false);
  return (
    <Panel
      title={text('settings.keys.title')}
      hint={text('settings.keys.hint')}
      action={
        mayChange && (
          <Button startIcon={<Plus />} variant="secondary" onClick={() => setMaking(true)}>
            {text('settings.keys.new')}
          </Button>
        )
      }
    >
      <Answered of={keys}>
        {({ data }) => (
          <DataTable
            rows={data}
            empty={text('settings.keys.empty')}
            columns={[
              {
                name: 'name',
                label: text('name.label'),
                cell: ({ name }) => <Typography>{name}</Typography>,
              },
              {
                name: 'kind',
                label: text('settings.keys.kind'),
                cell: ({ kind }) => (
                  <Badge variant={kind === 'server' ? 'warning' : 'neutral'}>
                    {text(`settings.keys.kind.${kind}`)}
                  </Badge>
                ),
              },
              {
                name: 'shown',
                label: text('settings.keys.key'),
                cell: ({ shown }) => <Typography style={{ fontFamily: 'monospace' }}>{shown}</Typography>,
              },
              {
                name: 'created',
                label: text('created'),
                cell: ({ fixed, createdAt }) =>
                  fixed ? (
                    <Typography textColor="neutral600">{text('settings.keys.fixed')}</Typography>
                  ) : (
                    <Ago at={createdAt} />
                  ),
              },
              {
                name: 'actions',
                label: '',
                cell: (key) =>
                  mayChange &&
                  !key.fixed && (
                    <Flex justifyContent="flex-end">
                      <RevokeKey id={key.id} name={key.name} onDone={keys.reload} />
                    </Flex>
                  ),
              },
            ]}
          />
        )}
      </Answered>
      {making && <NewKeyModal onClose={() => setMaking(false)} onMade={keys.reload} />}
    </Panel>
  );
};
