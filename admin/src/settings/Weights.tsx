import { Box, Flex, Field, IconButton, NumberInput, Typography } from '@strapi/design-system';
import { Trash } from '@strapi/icons';

import { NameField } from '../shared/NameField';
import { useText } from '../shared/useText';

interface WeightsProps {
  readonly weights: Readonly<Record<string, number>>;
  readonly names: readonly string[];
  readonly disabled: boolean;
  readonly onChange: (weights: Readonly<Record<string, number>>) => void;
}

/** Any event that has no weight of its own. */
const ANY = '*';

/** What an event is worth on the day it happens, event by event. */
export const Weights = ({ weights, names, disabled, onChange }: WeightsProps) => {
  const text = useText();
  const own = Object.keys(weights).filter((name) => name !== ANY);
  const without = (gone: string) =>
    Object.fromEntries(Object.entries(weights).filter(([name]) => name !== gone));
  const set = (name: string, worth: number | undefined) =>
    onChange(name === ANY && !worth ? without(ANY) : { ...weights, [name]: Math.max(0, worth ?? 0) });
  return (
    <Flex direction="column" alignItems="stretch" gap={2} role="group" aria-labelledby="weights">
      <Typography variant="sigma" tag="h3" id="weights" paddingBottom={2}>
        {text('settings.scores.weights')}
      </Typography>
      {[...own, ANY].map((name) => {
        const label = name === ANY ? text('settings.scores.any') : name;
        return (
          <Flex key={name} gap={3}>
            <Box width="26rem">
              <Typography>{label}</Typography>
            </Box>
            <Field.Root name={`weight ${name}`} width="12rem">
              <NumberInput
                aria-label={text('settings.scores.weightOf', { name: label })}
                value={weights[name] ?? 0}
                disabled={disabled}
                onValueChange={(worth) => set(name, worth)}
              />
            </Field.Root>
            {name !== ANY && !disabled && (
              <IconButton
                label={text('settings.scores.forget', { name })}
                onClick={() => onChange(without(name))}
              >
                <Trash />
              </IconButton>
            )}
          </Flex>
        );
      })}
      {!disabled && (
        <Box width="26rem" paddingTop={2}>
          <NameField
            key={own.length}
            name="weigh"
            label={text('settings.scores.weigh')}
            value=""
            names={names.filter((name) => !own.includes(name))}
            disabled={false}
            onChange={(name) => onChange({ ...weights, [name]: weights[name] ?? 1 })}
          />
        </Box>
      )}
    </Flex>
  );
};
