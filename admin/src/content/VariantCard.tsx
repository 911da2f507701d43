import { useId, useState } from 'react';

import {
  Box,
  Field,
  Flex,
  IconButton,
  SingleSelect,
  SingleSelectOption,
  TextInput,
} from '@strapi/design-system';
import { Cross } from '@strapi/icons';

import type { OverrideAttribute } from '../../../plugin/src/content/overrides';
import { useText } from '../shared/useText';
import { AudienceInput } from './AudienceInput';
import type { FormVariant } from './experience-value';
import { VARIANT } from './go-to-block';
import { OverrideInput } from './OverrideInput';
import { DRAGGED, VariantHead, type VariantMoves } from './VariantHead';

export interface VariantActions extends VariantMoves {
  rename(name: string): void;
  /** Another one, by its index, is dropped here. */
  take(from: number): void;
  vary(field: string): void;
  unvary(field: string): void;
}

/** A field of the entry that may vary, as the edit view calls it. */
export interface VaryingField {
  readonly name: string;
  readonly label: string;
  readonly attribute: OverrideAttribute;
}

interface VariantCardProps {
  readonly variant: FormVariant;
  /** Just added: it is open. */
  readonly isNew: boolean;
  readonly index: number;
  readonly count: number;
  /** Where it stands in the form: `experience.variants.0`. */
  readonly path: string;
  readonly fields: readonly VaryingField[];
  readonly disabled: boolean;
  readonly actions: VariantActions;
}

/** One variant: its name, who sees it, and what it says instead; a line of it until it is opened. */
export const VariantCard = (props: VariantCardProps) => {
  const { variant, isNew, index, count, path, fields, disabled, actions } = props;
  const text = useText();
  const panel = useId();
  const [open, setOpen] = useState(isNew);
  const varied = fields.filter(({ name }) => Object.hasOwn(variant.overrides, name));
  const others = fields.filter(({ name }) => !Object.hasOwn(variant.overrides, name));
  const title = variant.name || text('experience.variant', { number: index + 1 });
  return (
    <Box
      tag="li"
      {...{ [VARIANT]: index }}
      borderColor="neutral200"
      hasRadius
      padding={4}
      background="neutral0"
      onDragOver={(event: React.DragEvent) => {
        if (event.dataTransfer.types.includes(DRAGGED)) event.preventDefault();
      }}
      onDrop={(event: React.DragEvent) => {
        const from = event.dataTransfer.getData(DRAGGED);
        if (from === '' || disabled) return;
        event.preventDefault();
        actions.take(Number(from));
      }}
    >
      <Flex direction="column" alignItems="stretch" gap={4}>
        <VariantHead
          variant={variant}
          title={title}
          changed={varied.map(({ label }) => label)}
          index={index}
          count={count}
          disabled={disabled}
          open={open}
          panel={panel}
          actions={actions}
          onToggle={() => setOpen(!open)}
        />
        {open && (
          <Flex id={panel} direction="column" alignItems="stretch" gap={4}>
            <Field.Root name={`${path}.name`}>
              <Field.Label>{text('experience.name')}</Field.Label>
              <TextInput
                disabled={disabled}
                value={variant.name}
                placeholder={title}
                onChange={({ target }: { target: { value: string } }) => actions.rename(target.value)}
              />
            </Field.Root>
            <AudienceInput name={`${path}.audience`} disabled={disabled} ofVariant />
            {varied.map(({ name, label, attribute }) => (
              <Flex key={name} gap={2} alignItems="flex-start">
                <Box flex="1">
                  <OverrideInput
                    name={`${path}.overrides.${name}`}
                    label={label}
                    attribute={attribute}
                    disabled={disabled}
                  />
                </Box>
                <Box paddingTop={6}>
                  <IconButton
                    label={text('experience.unvary', { field: label })}
                    disabled={disabled}
                    onClick={() => actions.unvary(name)}
                  >
                    <Cross />
                  </IconButton>
                </Box>
              </Flex>
            ))}
            {others.length > 0 && (
              // A field of its own, or it would be read out by the name of the whole.
              <Field.Root name={`${path}.vary`}>
                <SingleSelect
                  aria-label={text('experience.vary')}
                  placeholder={text('experience.vary')}
                  disabled={disabled}
                  value=""
                  onChange={(name: string | number) => actions.vary(String(name))}
                >
                  {others.map(({ name, label }) => (
                    <SingleSelectOption key={name} value={name}>
                      {label}
                    </SingleSelectOption>
                  ))}
                </SingleSelect>
              </Field.Root>
            )}
          </Flex>
        )}
      </Flex>
    </Box>
  );
};
