import { Box, Checkbox, Flex, IconButton, TextButton, Typography } from '@strapi/design-system';
import { Plus, Trash } from '@strapi/icons';

import type { Vocabulary } from '../../../../plugin/src/conditions/endpoints';
import { isEventMatch, type Exit } from '../../../../plugin/src/flows/flow';
import { useText } from '../../shared/useText';
import { NameField } from './NameField';
import { SelectField } from './SelectField';

interface ExitsFormProps {
  readonly exits: readonly Exit[];
  readonly vocabulary: Vocabulary;
  readonly disabled: boolean;
  readonly onChange: (exits: readonly Exit[]) => void;
}

const NEW_EXIT: Exit = { kind: 'event', name: 'Order Completed', sameKey: true };

/** What ends a run wherever it stands. */
export const ExitsForm = ({ exits, vocabulary, disabled, onChange }: ExitsFormProps) => {
  const text = useText();
  const set = (at: number, exit: Exit) => onChange(exits.map((each, index) => (index === at ? exit : each)));
  return (
    <Box>
      <Typography variant="pi" fontWeight="bold">
        {text('flows.exits')}
      </Typography>
      <Flex direction="column" alignItems="stretch" gap={3} paddingTop={2}>
        {exits.map((exit, index) => (
          <Box key={index} borderColor="neutral200" hasRadius padding={3}>
            <Flex direction="column" alignItems="stretch" gap={2}>
              {isEventMatch(exit) ? (
                <>
                  <NameField
                    name={`exit-${index}`}
                    label={text('flows.exit.event')}
                    value={exit.name}
                    names={vocabulary.events.map(({ name }) => name)}
                    disabled={disabled}
                    onChange={(name) => set(index, { ...exit, name })}
                  />
                  <Checkbox
                    checked={'sameKey' in exit && exit.sameKey === true}
                    disabled={disabled}
                    onCheckedChange={(checked) => set(index, { ...exit, sameKey: checked === true })}
                  >
                    {text('flows.exit.samekey')}
                  </Checkbox>
                </>
              ) : (
                <SelectField
                  name={`exit-${index}`}
                  label={text(`flows.exit.${exit.kind}`)}
                  value={exit.segment}
                  options={vocabulary.segments.map(({ key, name }) => ({ value: key, label: name }))}
                  disabled={disabled}
                  onChange={(segment) => set(index, { ...exit, segment })}
                />
              )}
              {!disabled && (
                <Flex justifyContent="flex-end">
                  <IconButton
                    label={text('builder.remove')}
                    variant="ghost"
                    size="S"
                    onClick={() => onChange(exits.filter((_, at) => at !== index))}
                  >
                    <Trash />
                  </IconButton>
                </Flex>
              )}
            </Flex>
          </Box>
        ))}
        {!disabled && (
          <Flex>
            <TextButton startIcon={<Plus />} onClick={() => onChange([...exits, NEW_EXIT])}>
              {text('flows.exit.add')}
            </TextButton>
          </Flex>
        )}
      </Flex>
    </Box>
  );
};
