import { useFields } from '../../../segments/FieldsContext';
import { SelectField } from '../SelectField';
import { wordsOf, type OptionProps } from './option';
import { useEntryTypes } from './useEntryTypes';

/** A type of entries that the public may see. */
export const ContentTypeInput = ({ name, label, value, onChange }: OptionProps) => {
  const { disabled } = useFields();
  const options = useEntryTypes(true).map(({ type, name: shown }) => ({ value: type, label: shown }));
  return <SelectField {...{ name, label, disabled, options, onChange }} value={wordsOf(value)} />;
};
