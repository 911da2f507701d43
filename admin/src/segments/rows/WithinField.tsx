import { Flex } from '@strapi/design-system';

import { useText } from '../../shared/useText';
import { durationParts } from '../tree/amount';
import { Choice } from './Choice';
import { DurationField } from './DurationField';

interface WithinFieldProps {
  readonly value: string | undefined;
  readonly onChange: (value: string | undefined) => void;
}

const PERIODS = ['today', 'this week', 'this month', 'this year'] as const;

/** [in the last] [30] [days], [this month], [ever]; never torn apart */
export const WithinField = ({ value, onChange }: WithinFieldProps) => {
  const text = useText();
  const rolling = value !== undefined && durationParts(value) !== undefined;
  const choose = (chosen: string) => {
    if (chosen === 'ever') return onChange(undefined);
    onChange(chosen === 'last' ? '30d' : chosen);
  };
  return (
    <Flex gap={2}>
      <Choice
        label={text('builder.when')}
        value={value === undefined ? 'ever' : rolling ? 'last' : value}
        onChange={choose}
        options={[
          { value: 'last', label: text('builder.within.last') },
          ...PERIODS.map((period) => ({ value: period, label: text(`builder.within.${period}`) })),
          { value: 'ever', label: text('builder.within.ever') },
        ]}
      />
      {rolling && <DurationField value={value} onChange={onChange} />}
    </Flex>
  );
};
