import { Checkbox } from '@strapi/design-system';

import { DurationInput } from './DurationInput';

interface OptionalDurationProps {
  readonly name: string;
  /** What ticking the box says. */
  readonly asks: string;
  readonly label: string;
  readonly value: string | undefined;
  /** What stands there once the box is ticked. */
  readonly usual: string;
  readonly disabled: boolean;
  readonly onChange: (value: string | undefined) => void;
}

/** A length of time that need not be: a box to tick, and the time below it. */
export const OptionalDuration = ({ asks, value, usual, onChange, ...field }: OptionalDurationProps) => (
  <>
    <Checkbox
      checked={value !== undefined}
      disabled={field.disabled}
      onCheckedChange={(checked) => onChange(checked === true ? usual : undefined)}
    >
      {asks}
    </Checkbox>
    {value !== undefined && <DurationInput {...field} value={value} onChange={onChange} />}
  </>
);
