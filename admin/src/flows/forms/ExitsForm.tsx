import { Box, Flex, IconButton, TextButton, Typography } from '@strapi/design-system';
import { Plus, Trash } from '@strapi/icons';

import type { Exit } from '../../../../plugin/src/flows/flow';
import { useFields } from '../../segments/FieldsContext';
import { useText } from '../../shared/useText';
import { ExitFields } from './ExitFields';

interface ExitsFormProps {
  readonly exits: readonly Exit[];
  readonly onChange: (exits: readonly Exit[]) => void;
}

const NEW_EXIT: Exit = { kind: 'event', name: 'Order Completed', sameKey: true };

/** What ends a run wherever it stands. */
export const ExitsForm = ({ exits, onChange }: ExitsFormProps) => {
  const text = useText();
  const { disabled } = useFields();
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
              <ExitFields
                name={`exit-${index}`}
                path={`exits.${index}`}
                exit={exit}
                onChange={(next) => set(index, next)}
              />
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
