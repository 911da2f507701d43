import { useState } from 'react';

import { Box, Combobox, ComboboxOption } from '@strapi/design-system';

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
          {/* Taller than a select, which hides that there are more, and a number can be typed. */}
          <Combobox
            aria-label={text('flows.compare.with')}
            size="S"
            value={other}
            onChange={(chosen) => setOther(chosen ?? DRAFT)}
          >
            <ComboboxOption value={DRAFT}>{text('flows.compare.draft')}</ComboboxOption>
            {versions
              .filter(({ version }) => version !== from)
              .map(({ version }) => (
                <ComboboxOption key={version} value={String(version)}>
                  {text('flows.compare.version', { version })}
                </ComboboxOption>
              ))}
          </Combobox>
        </Box>
      }
    >
      <Answered of={lines}>{({ data }) => <ComparedLines lines={data} />}</Answered>
    </Panel>
  );
};
