import { useState } from 'react';

import { Badge, Box, Button, Flex, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import { flowsEndpoints } from '../../../../plugin/src/flows/endpoints';
import { Answered } from '../../shared/Answered';
import { Confirm } from '../../shared/Confirm';
import { DataTable } from '../../shared/DataTable';
import { Teach } from '../../shared/Teach';
import { useAction } from '../../shared/useAction';
import { useEndpoint } from '../../shared/useEndpoint';
import { useMay } from '../../shared/useMay';
import { useNotice } from '../../shared/useNotice';
import { useText } from '../../shared/useText';
import type { WholeFlow } from '../listed-flow';
import { CompareVersions } from './CompareVersions';

interface VersionsModeProps {
  readonly flow: WholeFlow;
  /** The version is the draft now. */
  readonly onRolledBack: (flow: WholeFlow) => void;
}

/** What was published, what differs between two of them, and the way back. */
export const VersionsMode = ({ flow, onRolledBack }: VersionsModeProps) => {
  const text = useText();
  const intl = useIntl();
  const notice = useNotice();
  const mayChange = useMay('flows.update');
  const versions = useEndpoint(flowsEndpoints.versions, { id: flow.id });
  const rollBack = useAction(flowsEndpoints.rollBack);
  const [compared, setCompared] = useState<number>();
  const takeBack = async (version: number) => {
    const outcome = await rollBack.run({ id: flow.id, version });
    if (!outcome.ok) return notice.failed(outcome.problem);
    notice.done(text('flows.rollback.done', { version }));
    onRolledBack(outcome.answer.data);
  };
  return (
    <Answered of={versions}>
      {({ data }) => {
        const [newest] = data;
        if (!newest) {
          return <Teach title={text('flows.versions.teach.title')}>{text('flows.versions.teach')}</Teach>;
        }
        const from = compared ?? newest.version;
        return (
          <Flex direction="column" alignItems="stretch" gap={6}>
            <Box>
              <Box paddingBottom={4}>
                <Typography textColor="neutral600">{text('flows.versions.explained')}</Typography>
              </Box>
              <DataTable
                rows={data.map((each) => ({ ...each, id: String(each.version) }))}
                columns={[
                  {
                    name: 'version',
                    label: text('flows.version'),
                    cell: ({ version, current }) => (
                      <Flex gap={3}>
                        <Typography fontWeight="semiBold">{version}</Typography>
                        {current && <Badge variant="success">{text('flows.version.live')}</Badge>}
                      </Flex>
                    ),
                  },
                  {
                    name: 'at',
                    label: text('flows.version.at'),
                    cell: ({ publishedAt }) => (
                      <Typography>
                        {intl.formatDate(publishedAt, { dateStyle: 'medium', timeStyle: 'short' })}
                      </Typography>
                    ),
                  },
                  {
                    name: 'running',
                    label: text('flows.running'),
                    cell: ({ running }) => <Typography>{intl.formatNumber(running)}</Typography>,
                  },
                  {
                    name: 'actions',
                    label: '',
                    cell: ({ version }) => (
                      <Flex gap={2} justifyContent="flex-end">
                        <Button
                          size="S"
                          variant={from === version ? 'secondary' : 'tertiary'}
                          onClick={() => setCompared(version)}
                        >
                          {text('flows.compare')}
                        </Button>
                        {mayChange && (
                          <Confirm
                            title={text('flows.rollback.title', { version })}
                            body={text('flows.rollback.body')}
                            confirmLabel={text('flows.rollback')}
                            variant="default"
                            onConfirm={() => takeBack(version)}
                          >
                            <Button size="S" variant="secondary">
                              {text('flows.rollback')}
                            </Button>
                          </Confirm>
                        )}
                      </Flex>
                    ),
                  },
                ]}
              />
            </Box>
            <CompareVersions key={from} flowId={flow.id} from={from} versions={data} />
          </Flex>
        );
      }}
    </Answered>
  );
};
