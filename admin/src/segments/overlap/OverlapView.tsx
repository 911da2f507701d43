import { useState } from 'react';

import {
  Box,
  Field,
  Flex,
  MultiSelect,
  MultiSelectOption,
  TextButton,
  Typography,
} from '@strapi/design-system';

import { segmentsEndpoints } from '../../../../plugin/src/segments/endpoints';
import { Ago } from '../../shared/Ago';
import { Answered } from '../../shared/Answered';
import { Panel } from '../../shared/Panel';
import { useEndpoint } from '../../shared/useEndpoint';
import { useText } from '../../shared/useText';
import { HeatMap } from './HeatMap';
import { PairPanel } from './PairPanel';
import { pairAt } from './pairs';
import { PairTable } from './PairTable';

const MOST = 20;
const LARGEST = { sort: 'size', order: 'desc', pageSize: 100 } as const;

/** Which segments hold the same people: as a heat map, or as a table of all pairs. */
export const OverlapView = () => {
  const text = useText();
  const all = useEndpoint(segmentsEndpoints.list, LARGEST);
  const [chosen, setChosen] = useState<readonly string[]>();
  const [asTable, setAsTable] = useState(false);
  const [cell, setCell] = useState<readonly [number, number]>();
  const segments = all.answer?.data ?? [];
  const keys =
    chosen ??
    segments
      .filter(({ size }) => size > 0)
      .slice(0, MOST)
      .map(({ key }) => key);
  const overlap = useEndpoint(
    segmentsEndpoints.overlap,
    keys.length >= 2 && keys.length <= MOST ? { keys: keys.join(',') } : null,
  );
  const names = new Map(segments.map(({ key, name }) => [key, name]));
  const choose = (next: string[]) => {
    setChosen(next.slice(0, MOST));
    setCell(undefined);
  };
  return (
    <Panel
      title={text('segments.overlap.title')}
      hint={text('segments.overlap.hint')}
      action={
        <TextButton aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
          {text(asTable ? 'segments.overlap.asMap' : 'segments.overlap.asTable')}
        </TextButton>
      }
    >
      <Box maxWidth="40rem" paddingBottom={5}>
        <Field.Root hint={text('segments.overlap.choose.hint', { most: MOST })}>
          <Field.Label>{text('segments.overlap.choose')}</Field.Label>
          <MultiSelect
            value={[...keys]}
            placeholder={text('segments.overlap.choose')}
            customizeContent={() => text('segments.overlap.chosen', { count: keys.length })}
            onChange={choose}
          >
            {segments.map(({ key, name }) => (
              <MultiSelectOption key={key} value={key} disabled={keys.length >= MOST && !keys.includes(key)}>
                {name}
              </MultiSelectOption>
            ))}
          </MultiSelect>
          <Field.Hint />
        </Field.Root>
      </Box>
      {keys.length < 2 ? (
        <Typography textColor="neutral600">{text('segments.overlap.few')}</Typography>
      ) : (
        <Answered of={overlap}>
          {({ data }) => {
            const shown = data.keys.map((key) => ({ key, name: names.get(key) ?? key }));
            return (
              <Flex direction="column" alignItems="stretch" gap={4}>
                {asTable ? (
                  <PairTable names={shown} matrix={data.shared} onChoose={(a, b) => setCell([a, b])} />
                ) : (
                  <HeatMap
                    names={shown}
                    matrix={data.shared}
                    chosen={cell}
                    onChoose={(a, b) => setCell([a, b])}
                  />
                )}
                {cell && (
                  <PairPanel
                    pair={pairAt(data.shared, ...cell)}
                    of={cell.map((at) => segments.find(({ key }) => key === data.keys[at]))}
                    onClose={() => setCell(undefined)}
                  />
                )}
                <Typography variant="pi" textColor="neutral600">
                  {text('segments.overlap.at')} <Ago at={data.at} variant="pi" textColor="neutral600" />
                </Typography>
              </Flex>
            );
          }}
        </Answered>
      )}
    </Panel>
  );
};
