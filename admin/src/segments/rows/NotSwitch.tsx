import { Button } from '@strapi/design-system';

import { useText } from '../../shared/useText';
import { useBuilder } from '../BuilderContext';

interface NotSwitchProps {
  readonly id: string;
  readonly negated: boolean;
}

/** Turns a part into its opposite. */
export const NotSwitch = ({ id, negated }: NotSwitchProps) => {
  const text = useText();
  const { negate, disabled } = useBuilder();
  return (
    <Button
      size="S"
      variant={negated ? 'danger-light' : 'ghost'}
      aria-pressed={negated}
      aria-label={text('builder.not.label')}
      disabled={disabled}
      onClick={() => negate(id)}
    >
      {text('builder.not')}
    </Button>
  );
};
