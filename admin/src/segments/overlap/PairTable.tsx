import { Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import { DataTable } from '../../shared/DataTable';
import { useText } from '../../shared/useText';
import { pairsOf } from './pairs';

interface PairTableProps {
  readonly names: readonly { readonly key: string; readonly name: string }[];
  readonly matrix: readonly (readonly number[])[];
  readonly onChoose: (row: number, column: number) => void;
}

/** Every two segments with whom they share, the most alike first. */
export const PairTable = ({ names, matrix, onChoose }: PairTableProps) => {
  const text = useText();
  const intl = useIntl();
  const percent = (share: number) => intl.formatNumber(share, { style: 'percent' });
  const nameAt = (at: number) => names[at]?.name ?? '';
  return (
    <DataTable
      rows={pairsOf(matrix).map((pair) => ({ ...pair, id: `${pair.row} ${pair.column}` }))}
      onOpen={({ row, column }) => onChoose(row, column)}
      columns={[
        {
          name: 'a',
          label: text('segments.overlap.first'),
          cell: ({ row }) => <Typography>{nameAt(row)}</Typography>,
        },
        {
          name: 'b',
          label: text('segments.overlap.second'),
          cell: ({ column }) => <Typography>{nameAt(column)}</Typography>,
        },
        {
          name: 'shared',
          label: text('segments.overlap.shared'),
          cell: ({ shared }) => <Typography>{intl.formatNumber(shared)}</Typography>,
        },
        {
          name: 'ofRow',
          label: text('segments.overlap.ofFirst'),
          cell: ({ ofRow }) => <Typography>{percent(ofRow)}</Typography>,
        },
        {
          name: 'ofColumn',
          label: text('segments.overlap.ofSecond'),
          cell: ({ ofColumn }) => <Typography>{percent(ofColumn)}</Typography>,
        },
        {
          name: 'likeness',
          label: text('segments.overlap.likeness'),
          cell: ({ likeness }) => <Typography>{percent(likeness)}</Typography>,
        },
      ]}
    />
  );
};
