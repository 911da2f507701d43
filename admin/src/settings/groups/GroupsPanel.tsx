import { useState } from 'react';

import { Button, Flex, IconButton, Typography } from '@strapi/design-system';
import { Pencil, Plus } from '@strapi/icons';
import { useIntl } from 'react-intl';

import { segmentsEndpoints } from '../../../../plugin/src/segments/endpoints';
import { Ago } from '../../shared/Ago';
import { Answered } from '../../shared/Answered';
import { DataTable } from '../../shared/DataTable';
import { Panel } from '../../shared/Panel';
import { useEndpoint } from '../../shared/useEndpoint';
import { useMay } from '../../shared/useMay';
import { useText } from '../../shared/useText';
import { DeleteGroup } from './DeleteGroup';
import { EditGroup } from './EditGroup';
import { GroupModal } from './GroupModal';

/** The lists of values that conditions name: partners, campaigns, the ids of a season. */
export const GroupsPanel = () => {
  const text = useText();
  const intl = useIntl();
  const mayRead = useMay('segments.read');
  const mayChange = useMay('segments.update');
  const groups = useEndpoint(segmentsEndpoints.groups, mayRead ? {} : null);
  const [open, setOpen] = useState<{ readonly key?: string }>();
  if (!mayRead) return null;
  const close = () => setOpen(undefined);
  return (
    <Panel
      title={text('settings.groups.title')}
      hint={text('settings.groups.hint')}
      action={
        mayChange && (
          <Button startIcon={<Plus />} variant="secondary" onClick={() => setOpen({})}>
            {text('settings.groups.new')}
          </Button>
        )
      }
    >
      <Answered of={groups}>
        {({ data }) => (
          <DataTable
            rows={data.map((group) => ({ id: group.key, ...group }))}
            empty={text('settings.groups.empty')}
            columns={[
              {
                name: 'name',
                label: text('name.label'),
                cell: ({ name }) => <Typography>{name}</Typography>,
              },
              {
                name: 'key',
                label: text('settings.groups.key'),
                cell: ({ key }) => <Typography style={{ fontFamily: 'monospace' }}>{key}</Typography>,
              },
              {
                name: 'size',
                label: text('settings.groups.size'),
                cell: ({ size }) => <Typography>{intl.formatNumber(size)}</Typography>,
              },
              {
                name: 'updated',
                label: text('settings.groups.updated'),
                cell: ({ updatedAt }) => <Ago at={updatedAt} />,
              },
              {
                name: 'actions',
                label: '',
                cell: ({ key, name }) =>
                  mayChange && (
                    <Flex justifyContent="flex-end" gap={1}>
                      <IconButton
                        label={text('settings.groups.edit.of', { name })}
                        variant="ghost"
                        onClick={() => setOpen({ key })}
                      >
                        <Pencil />
                      </IconButton>
                      <DeleteGroup id={key} name={name} onDone={groups.reload} />
                    </Flex>
                  ),
              },
            ]}
          />
        )}
      </Answered>
      {open &&
        (open.key === undefined ? (
          <GroupModal onClose={close} onSaved={groups.reload} />
        ) : (
          <EditGroup id={open.key} onClose={close} onSaved={groups.reload} />
        ))}
    </Panel>
  );
};
