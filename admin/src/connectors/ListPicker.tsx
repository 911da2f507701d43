import { useEffect, useState } from 'react';

import { Button, Checkbox, Flex, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import { connectorsEndpoints, type ShownCrmList } from '../../../plugin/src/connectors/endpoints';
import { Ago } from '../shared/Ago';
import { Answered } from '../shared/Answered';
import { DataTable } from '../shared/DataTable';
import { pathTo } from '../shared/paths';
import { RowLink } from '../shared/RowLink';
import { Trouble } from '../shared/Trouble';
import { useAction } from '../shared/useAction';
import { useEndpoint } from '../shared/useEndpoint';
import { useMay } from '../shared/useMay';
import { useNotice } from '../shared/useNotice';
import { useText } from '../shared/useText';

interface ListPickerProps {
  readonly id: string;
  /** When the last sync ended: the lists are read anew then, for the segments it made. */
  readonly syncedAt: number | null;
  readonly onPicked: () => void;
}

const pickedOf = (lists: readonly ShownCrmList[]): ReadonlySet<string> =>
  new Set(lists.filter(({ picked }) => picked).map((list) => list.id));

/** The CRM's lists; each that is ticked becomes a segment. */
export const ListPicker = ({ id, syncedAt, onPicked }: ListPickerProps) => {
  const text = useText();
  const intl = useIntl();
  const notice = useNotice();
  const mayChange = useMay('connections.update');
  const lists = useEndpoint(connectorsEndpoints.lists, { id });
  const { reload } = lists;
  const [readAt, setReadAt] = useState(syncedAt);
  useEffect(() => {
    if (syncedAt === readAt) return;
    setReadAt(syncedAt);
    reload();
  }, [syncedAt, readAt, reload]);
  const pick = useAction(connectorsEndpoints.pick);
  const [chosen, setChosen] = useState<ReadonlySet<string>>();
  const save = async () => {
    const outcome = await pick.run({ id, lists: [...(chosen ?? [])] });
    if (!outcome.ok) return;
    notice.done(text('connections.picked'));
    setChosen(undefined);
    lists.reload();
    onPicked();
  };
  return (
    <Answered of={lists}>
      {({ data }) => {
        const ticked = chosen ?? pickedOf(data);
        const toggle = (list: string) => {
          const next = new Set(ticked);
          if (!next.delete(list)) next.add(list);
          setChosen(next);
        };
        return (
          <Flex direction="column" alignItems="stretch" gap={4}>
            {pick.problem && <Trouble problem={pick.problem} onClose={pick.forget} />}
            <DataTable
              rows={data}
              empty={text('connections.lists.none')}
              columns={[
                {
                  name: 'name',
                  label: text('connections.list'),
                  cell: (list) => (
                    <Checkbox
                      checked={ticked.has(list.id)}
                      disabled={!mayChange || list.gone}
                      onCheckedChange={() => toggle(list.id)}
                    >
                      {list.name}
                    </Checkbox>
                  ),
                },
                {
                  name: 'size',
                  label: text('connections.list.size'),
                  cell: ({ size }) => (
                    <Typography>{size === null ? text('unknown') : intl.formatNumber(size)}</Typography>
                  ),
                },
                {
                  name: 'segment',
                  label: text('connections.list.segment'),
                  cell: ({ segment, gone }) => {
                    if (gone)
                      return <Typography textColor="warning600">{text('connections.list.gone')}</Typography>;
                    if (!segment) return <Typography textColor="neutral500">–</Typography>;
                    return <RowLink to={pathTo('segments', segment)}>{segment}</RowLink>;
                  },
                },
                {
                  name: 'synced',
                  label: text('connections.list.synced'),
                  cell: ({ syncedAt }) =>
                    syncedAt === null ? (
                      <Typography textColor="neutral500">–</Typography>
                    ) : (
                      <Ago at={syncedAt} />
                    ),
                },
              ]}
            />
            {mayChange && (
              <Flex>
                <Button disabled={chosen === undefined} loading={pick.running} onClick={save}>
                  {text('connections.pick.save')}
                </Button>
              </Flex>
            )}
          </Flex>
        );
      }}
    </Answered>
  );
};
