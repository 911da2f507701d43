import { Box, SingleSelect, SingleSelectOption } from '@strapi/design-system';

import { useText } from '../../shared/useText';
import { useFields } from '../FieldsContext';
import { Needed } from './Needed';

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly onChange: (value: string) => void;
}

/** Room for the padding and the arrow beside the words. */
const FRAME = '6.8rem';
const SHORTEST = 5;

/** One of a few words of the phrase, as wide as they are: a word that is cut off cannot be read as a phrase. */
export const Choice = ({ label, value, options, onChange }: ChoiceProps) => {
  const text = useText();
  const { disabled } = useFields();
  const words = options.find((option) => option.value === value)?.label ?? label;
  return (
    <Box width={`calc(${Math.max(SHORTEST, words.length)}ch + ${FRAME})`} fontSize={2}>
      <Needed empty={value === ''} say={text('builder.needed.choose')}>
        <SingleSelect
          size="S"
          aria-label={label}
          placeholder={label}
          value={value}
          disabled={disabled}
          onChange={(chosen) => onChange(String(chosen))}
        >
          {options.map((option) => (
            <SingleSelectOption key={option.value} value={option.value}>
              {option.label}
            </SingleSelectOption>
          ))}
        </SingleSelect>
      </Needed>
    </Box>
  );
};
