import { Flex } from '@strapi/design-system';

import { useFields } from '../../segments/FieldsContext';
import { Chip } from '../../shared/Chip';
import { useText } from '../../shared/useText';
import { NameField } from './NameField';

interface EventNamesProps {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly value: readonly string[];
  readonly onChange: (names: readonly string[]) => void;
}

/** Several events, one added after the other. */
export const EventNames = ({ name, label, hint, value, onChange }: EventNamesProps) => {
  const text = useText();
  const { vocabulary, disabled } = useFields();
  const names = vocabulary.events.map((event) => event.name).filter((each) => !value.includes(each));
  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      <NameField
        key={value.length}
        {...{ name, label, hint, names, disabled }}
        value=""
        onChange={(added) => onChange([...new Set([...value, added])])}
      />
      {value.length > 0 && (
        <Flex gap={2} wrap="wrap">
          {value.map((each) => (
            <Chip
              key={each}
              label={text('flows.event.remove', { name: each })}
              disabled={disabled}
              onRemove={() => onChange(value.filter((other) => other !== each))}
            >
              {each}
            </Chip>
          ))}
        </Flex>
      )}
    </Flex>
  );
};
