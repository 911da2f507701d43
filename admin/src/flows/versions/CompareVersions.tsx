import { useState } from 'react';

import { Box, SingleSelect, SingleSelectOption } from '@strapi/design-system';

import { flowsEndpoints } from '../../../../plugin/src/flows/endpoints';
import { Answered } from '../../shared/Answered';
import { Panel } from '../../shared/Panel';
import { useEndpoint } from '../../shared/useEndpoint';
import { useText } from '../../shared/useText';
import type { FlowVersion } from '../listed-flow';
import { ComparedLines } from './ComparedLines';

interface CompareVersionsProps {
  readonly flowId: string;
  readonly from: number;
  readonly versions: readonly FlowVersion[];
}

const DRAFT = 'draft';

/** A version beside another, or beside the draft as it was last saved. */
export const CompareVersions = ({ flowId, from, versions }: CompareVersionsProps) => {
  const text = useText();
  const [other, setOther] = useState(DRAFT);
  const to = other === DRAFT ? undefined : Number(other);
  const lines = useEndpoint(flowsEndpoints.compare, { id: flowId, from, to });
  return (
    <Panel
      title={text('flows.compare.title', { version: from })}
      hint={text('flows.compare.hint')}
      action={
        <Box width="22rem">
          <SingleSelect
            aria-label={text('flows.compare.with')}
            size="S"
            value={other}
            onChange={(chosen) => setOther(String(chosen))}
          >
            <SingleSelectOption value={DRAFT}>{text('flows.compare.draft')}</SingleSelectOption>
            {versions
              .filter(({ version }) => version !== from)
              .map(({ version }) => (
                <SingleSelectOption key={version} value={String(version)}>
                  {text('flows.compare.version', { version })}
                </SingleSelectOption>
              ))}
          </SingleSelect>
        </Box>
      }
    >
      <Answered of={lines}>{({ data }) => <ComparedLines lines={data} />}</Answered>
    </Panel>
  );
};
