import { Typography } from '@strapi/design-system';
import { styled } from 'styled-components';

import type { JudgedPart } from '../../../../plugin/src/segments/endpoints';
import { pathTo } from '../../shared/paths';
import { RowLink } from '../../shared/RowLink';
import { useText } from '../../shared/useText';
import { Finding } from './Finding';
import { Verdict, type Explained } from './Verdict';

export interface Asked {
  readonly profileId: string;
  readonly of: Explained;
}

interface WhyTableProps {
  /** One person, or two beside each other. */
  readonly people: readonly Asked[];
  /** There is little room: what was found stands below its condition. */
  readonly narrow?: boolean;
}

const Grid = styled.table`
  width: 100%;
  border-collapse: collapse;
  table-layout: fixed;

  th,
  td {
    padding: ${({ theme }) => `${theme.spaces[2]} ${theme.spaces[3]} ${theme.spaces[2]} 0`};
    overflow-wrap: anywhere;
    text-align: left;
    vertical-align: top;
    font-weight: normal;
    border-bottom: 1px solid ${({ theme }) => theme.colors.neutral150};
  }
`;

const STEP = 1.6;

const Row = styled.tr<{ $differs: boolean }>`
  background: ${({ theme, $differs }) => ($differs ? theme.colors.primary100 : 'transparent')};
`;

const UNKNOWN = { value: null, found: null, untold: null } as const;

const partOf = ({ of }: Asked, path: string) => of.parts.find((part) => part.path === path) ?? UNKNOWN;

/** Whether a condition holds of one of them and not of the other. */
export const differing =
  (people: readonly Asked[]) =>
  ({ path, node }: JudgedPart): boolean => {
    const values = people.map((one) => partOf(one, path).value);
    return node === 'leaf' && !values.includes(null) && new Set(values).size > 1;
  };

/** The whole condition, indented as it stands, with a tick or a cross for each person and what was found of them. */
export const WhyTable = ({ people, narrow = false }: WhyTableProps) => {
  const text = useText();
  const parts = people[0]?.of.parts ?? [];
  const words = ({ node, says }: JudgedPart) => (
    <Typography fontWeight={node === 'leaf' ? 'regular' : 'bold'}>
      {node === 'leaf' ? says : text(`segments.why.${node}`)}
    </Typography>
  );
  const differs = differing(people);
  return (
    <Grid aria-label={text('segments.why.table')}>
      {!narrow && (
        <thead>
          <tr>
            <th scope="col">
              <Typography variant="sigma" textColor="neutral600">
                {text('segments.tab.conditions')}
              </Typography>
            </th>
            {people.map(({ profileId, of }) => (
              <th key={profileId} scope="col">
                <RowLink to={pathTo('people', profileId)}>{of.label || text('people.unnamed')}</RowLink>
              </th>
            ))}
          </tr>
        </thead>
      )}
      <tbody>
        <tr>
          {!narrow && <th scope="row" />}
          {people.map(({ profileId, of }) => (
            <td key={profileId}>
              <Verdict of={of} />
              {of.parts.length === 0 &&
                of.because.map((reason) => (
                  <Typography key={reason} tag="p">
                    {reason}
                  </Typography>
                ))}
            </td>
          ))}
        </tr>
        {parts.map((part) => (
          <Row key={part.path} $differs={differs(part)}>
            {!narrow && (
              <th scope="row" style={{ paddingLeft: `${part.depth * STEP}rem` }}>
                {words(part)}
              </th>
            )}
            {people.map((one) => (
              <td key={one.profileId} style={narrow ? { paddingLeft: `${part.depth * STEP}rem` } : undefined}>
                <Finding of={partOf(one, part.path)}>{narrow && words(part)}</Finding>
              </td>
            ))}
          </Row>
        ))}
      </tbody>
    </Grid>
  );
};
