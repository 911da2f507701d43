import { Flex } from '@strapi/design-system';

import { useText } from '../../shared/useText';
import { durationParts } from '../tree/amount';
import { Amount } from './Amount';
import { Choice } from './Choice';

interface DurationFieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

const UNITS = ['s', 'm', 'h', 'd'] as const;

/** [7] [days], never torn apart */
export const DurationField = ({ value, onChange }: DurationFieldProps) => {
  const text = useText();
  const { count, unit } = durationParts(value) ?? { count: 7, unit: 'd' };
  const change = (next: number, of: string) => onChange(`${Math.max(1, Math.trunc(next))}${of}`);
  return (
    <Flex gap={2}>
      <Amount label={text('builder.howmany')} value={count} onChange={(next) => change(next, unit)} />
      <Choice
        label={text('builder.unit')}
        value={unit}
        options={UNITS.map((name) => ({ value: name, label: text(`unit.${name}`, { count }) }))}
        onChange={(next) => change(count, next)}
      />
    </Flex>
  );
};
