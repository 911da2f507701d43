import { Field, Flex } from '@strapi/design-system';

import { Chip } from './Chip';
import { NameField } from './NameField';
import { useText } from './useText';

interface NamesFieldProps {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly error?: string;
  readonly value: readonly string[];
  readonly names: readonly string[];
  readonly disabled: boolean;
  readonly onChange: (names: readonly string[]) => void;
}

/** Several names, one added after the other. */
export const NamesField = ({
  name,
  label,
  hint,
  error,
  value,
  names,
  disabled,
  onChange,
}: NamesFieldProps) => {
  const text = useText();
  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      <NameField
        key={value.length}
        {...{ name, label, hint, disabled }}
        value=""
        names={names.filter((each) => !value.includes(each))}
        onChange={(added) => onChange([...new Set([...value, added])])}
      />
      {value.length > 0 && (
        <Flex gap={2} wrap="wrap">
          {value.map((each) => (
            <Chip
              key={each}
              label={text('name.remove', { name: each })}
              disabled={disabled}
              onRemove={() => onChange(value.filter((other) => other !== each))}
            >
              {each}
            </Chip>
          ))}
        </Flex>
      )}
      {error && (
        <Field.Root name={`${name} error`} error={error}>
          <Field.Error />
        </Field.Root>
      )}
    </Flex>
  );
};
