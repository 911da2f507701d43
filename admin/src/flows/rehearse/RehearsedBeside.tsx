import { Table, Tbody, Td, Th, Thead, Tr, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import type { FlowStory } from '../../../../plugin/src/flows/describe';
import type { FlowDefinition } from '../../../../plugin/src/flows/flow';
import type { FlowFigures, StepNumbers } from '../../../../plugin/src/flows/rehearsal';
import { Panel } from '../../shared/Panel';
import { useText, type TextKey } from '../../shared/useText';
import { capitalised } from '../capitalised';
import type { Rehearsal } from './useRehearsal';

interface RehearsedBesideProps {
  readonly figures: FlowFigures;
  readonly live: FlowFigures | null;
  readonly beside: Rehearsal['beside'];
  readonly draft: FlowDefinition;
  readonly story: FlowStory;
}

const COUNTS: readonly {
  readonly label: TextKey;
  readonly of: (step: StepNumbers) => number;
}[] = [
  { label: 'flows.passed', of: ({ passed }) => passed },
  { label: 'flows.left', of: ({ left }) => left },
  { label: 'flows.waiting', of: ({ waiting }) => waiting },
  { label: 'flows.rehearse.day.done', of: ({ effects }) => effects.sent ?? 0 },
  { label: 'flows.rehearse.day.spared', of: ({ effects }) => effects.skipped ?? 0 },
];

/** As one would read them aloud; those that no way leads to stand behind. */
const inOrder = (draft: FlowDefinition, story: FlowStory): readonly string[] => [
  ...new Set([...story.lines.flatMap(({ step }) => step ?? []), ...Object.keys(draft.steps)]),
];

/** Each step's numbers, those of the draft before those of the live flow. */
export const RehearsedBeside = ({ figures, live, beside, draft, story }: RehearsedBesideProps) => {
  const text = useText();
  const intl = useIntl();
  // A step that nobody came to has no numbers.
  const both = (here = 0, there = 0) => (
    <Typography>
      <strong>{intl.formatNumber(here)}</strong>
      {live && <Typography textColor="neutral600">{` · ${intl.formatNumber(there)}`}</Typography>}
    </Typography>
  );
  return (
    <Panel title={text('flows.rehearse.beside')} hint={text(`flows.rehearse.beside.${beside}`)}>
      <Table colCount={COUNTS.length + 1} rowCount={figures.steps.length + 2}>
        <Thead>
          <Tr>
            <Th>
              <Typography variant="sigma">{text('flows.rehearse.step')}</Typography>
            </Th>
            {COUNTS.map(({ label }) => (
              <Th key={label}>
                <Typography variant="sigma">{text(label)}</Typography>
              </Th>
            ))}
          </Tr>
        </Thead>
        <Tbody>
          <Tr>
            <Td>
              <Typography>{text('flows.rehearse.all')}</Typography>
            </Td>
            <Td colSpan={COUNTS.length}>{both(figures.entered, live?.entered)}</Td>
          </Tr>
          {inOrder(draft, story).map((name) => {
            const here = figures.steps.find(({ node }) => node === name);
            const there = live?.steps.find(({ node }) => node === name);
            return (
              <Tr key={name}>
                <Td>
                  <Typography tag="div" paddingTop={2} paddingBottom={2} style={{ whiteSpace: 'normal' }}>
                    {capitalised(story.steps[name] ?? name)}
                  </Typography>
                </Td>
                {COUNTS.map(({ label, of }) => (
                  <Td key={label}>{both(here && of(here), there && of(there))}</Td>
                ))}
              </Tr>
            );
          })}
        </Tbody>
      </Table>
    </Panel>
  );
};
