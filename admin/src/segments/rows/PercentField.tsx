import { Amount } from './Amount';
import { Words } from './Words';

interface PercentFieldProps {
  readonly label: string;
  /** 0.5 is shown as 50. */
  readonly value: number;
  readonly onChange: (value: number) => void;
}

/** [50] % */
export const PercentField = ({ label, value, onChange }: PercentFieldProps) => (
  <>
    <Amount
      label={label}
      value={Number((value * 100).toFixed(4))}
      onChange={(percent) => onChange(Number((percent / 100).toFixed(6)))}
    />
    <Words>%</Words>
  </>
);
