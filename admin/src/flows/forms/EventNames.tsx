import { useFields } from '../../segments/FieldsContext';
import { NamesField } from '../../shared/NamesField';

interface EventNamesProps {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly value: readonly string[];
  readonly onChange: (names: readonly string[]) => void;
}

/** Several events, one added after the other. */
export const EventNames = (props: EventNamesProps) => {
  const { vocabulary, disabled } = useFields();
  return <NamesField {...props} names={vocabulary.events.map(({ name }) => name)} disabled={disabled} />;
};
