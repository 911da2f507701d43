import { useTheme } from 'styled-components';

import { useText } from '../../shared/useText';
import { useBuilder } from '../BuilderContext';
import { useFields } from '../FieldsContext';

interface NotSwitchProps {
  readonly id: string;
  readonly negated: boolean;
}

/** Turns a part into its opposite. Pale and dashed while it is off, so that nobody reads it as said. */
export const NotSwitch = ({ id, negated }: NotSwitchProps) => {
  const text = useText();
  const { colors, borderRadius } = useTheme();
  const { disabled } = useFields();
  const { negate } = useBuilder();
  return (
    <button
      type="button"
      role="switch"
      aria-checked={negated}
      aria-label={text('builder.not.label')}
      title={text('builder.not.label')}
      disabled={disabled}
      onClick={() => negate(id)}
      style={{
        height: '2.4rem',
        margin: '0.4rem 0',
        padding: '0 0.6rem',
        borderRadius,
        border: negated ? `1px solid ${colors.danger600}` : `1px dashed ${colors.neutral300}`,
        background: negated ? colors.danger100 : 'transparent',
        color: negated ? colors.danger700 : colors.neutral500,
        fontWeight: negated ? 600 : 400,
        cursor: disabled ? 'default' : 'pointer',
      }}
    >
      {text('builder.not')}
    </button>
  );
};
