import { Box } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import { styled } from 'styled-components';

import { useText } from '../../shared/useText';
import { pairAt } from './pairs';

interface HeatMapProps {
  readonly names: readonly { readonly key: string; readonly name: string }[];
  readonly matrix: readonly (readonly number[])[];
  readonly chosen: readonly [number, number] | undefined;
  readonly onChoose: (row: number, column: number) => void;
}

const Grid = styled.table`
  border-collapse: separate;
  border-spacing: 2px;
  font-size: 1.2rem;
  font-variant-numeric: tabular-nums;
`;

const RowName = styled.th`
  max-width: 24rem;
  padding-right: 0.8rem;
  overflow-wrap: anywhere;
  text-align: right;
  color: ${({ theme }) => theme.colors.neutral800};
`;

const ColumnName = styled.th`
  vertical-align: bottom;
  color: ${({ theme }) => theme.colors.neutral800};

  span {
    max-height: 20rem;
    padding-bottom: 0.4rem;
    overflow-wrap: anywhere;
    text-align: left;
    writing-mode: vertical-rl;
    transform: rotate(180deg);
  }
`;

const Size = styled.td`
  color: ${({ theme }) => theme.colors.neutral600};
  text-align: center;
`;

const PALEST = 6;
/** In either theme the ink stands out from the strongest ground by more than 4.5 to 1. */
const STRONGEST = 76;

const Cell = styled.button<{ $share: number; $chosen: boolean }>`
  width: 100%;
  min-width: 3.6rem;
  height: 3.2rem;
  border-radius: ${({ theme }) => theme.borderRadius};
  color: ${({ theme }) => theme.colors.neutral1000};
  background: ${({ theme, $share }) =>
    `color-mix(in srgb, ${theme.colors.primary600} ${PALEST + $share * (STRONGEST - PALEST)}%, ${theme.colors.neutral0})`};
  outline: ${({ theme, $chosen }) => ($chosen ? `2px solid ${theme.colors.neutral800}` : 'none')};

  &:hover,
  &:focus-visible {
    outline: 2px solid ${({ theme }) => theme.colors.primary700};
    outline-offset: 1px;
  }
`;

/** Of the people of the row, how many in a hundred are in the column's segment: the stronger the colour, the more. */
export const HeatMap = ({ names, matrix, chosen, onChoose }: HeatMapProps) => {
  const text = useText();
  const intl = useIntl();
  const percent = (share: number) => intl.formatNumber(share, { style: 'percent' });
  return (
    <Box overflow="auto" paddingBottom={2}>
      <Grid aria-label={text('segments.overlap.title')}>
        <thead>
          <tr>
            <td />
            {names.map(({ key, name }) => (
              <ColumnName key={key} scope="col" title={name}>
                <span>{name}</span>
              </ColumnName>
            ))}
          </tr>
        </thead>
        <tbody>
          {names.map(({ key, name }, row) => (
            <tr key={key}>
              <RowName scope="row" title={name}>
                {name}
              </RowName>
              {names.map((other, column) => {
                const { ofRow, shared } = pairAt(matrix, row, column);
                if (row === column) {
                  return (
                    <Size key={other.key} title={text('segments.overlap.size', { name, size: shared })}>
                      {intl.formatNumber(shared, { notation: 'compact' })}
                    </Size>
                  );
                }
                const label = text('segments.overlap.cell', {
                  share: percent(ofRow),
                  row: name,
                  column: other.name,
                  shared,
                });
                return (
                  <td key={other.key}>
                    <Cell
                      type="button"
                      $share={ofRow}
                      $chosen={chosen?.[0] === row && chosen[1] === column}
                      aria-label={label}
                      title={label}
                      onClick={() => onChoose(row, column)}
                    >
                      {percent(ofRow)}
                    </Cell>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </Grid>
    </Box>
  );
};
