import { useState } from 'react';

import { Box, Button, Field, Flex, Typography } from '@strapi/design-system';
import { Plus } from '@strapi/icons';
import {
  unstable_useContentManagerContext as useContentManager,
  useField,
  useForm,
} from '@strapi/strapi/admin';

import { filesIn, type OverrideAttribute } from '../../../plugin/src/content/overrides';
import type { Json } from '../../../plugin/src/json';
import { useText } from '../shared/useText';
import {
  moved,
  variantsOf,
  varying,
  withCopy,
  withField,
  withNew,
  without,
  withoutField,
  type FormVariant,
} from './experience-value';
import { VariantCard } from './VariantCard';

interface ExperienceInputProps {
  readonly name: string;
  readonly label?: string;
  readonly disabled?: boolean;
  readonly hint?: string;
}

/** Numbers, yes and no, dates and texts of the entry begin a variant's own; files by their ids. */
const beginning = (value: unknown, attribute: OverrideAttribute | undefined): Json => {
  if (attribute?.type !== 'media') return (value ?? null) as Json;
  const ids = filesIn((value ?? null) as Json) ?? [];
  return attribute.multiple ? ids : (ids[0] ?? null);
};

/** The variants of an entry, in the order in which they are tried; the first that fits is shown. */
export const ExperienceInput = ({ name, label, disabled = false, hint }: ExperienceInputProps) => {
  const text = useText();
  const field = useField<unknown>(name);
  const { contentType, layout } = useContentManager();
  const entry = useForm('ExperienceInput', (state) => state.values as Record<string, unknown>);
  const attributes = (contentType?.attributes ?? {}) as Record<string, OverrideAttribute>;
  // As the edit view is configured to call them.
  const labels = layout.edit.metadatas as Readonly<Record<string, { readonly label?: string } | undefined>>;
  const fields = varying(attributes).map(([one, attribute]) => {
    return { name: one, label: labels[one]?.label ?? one, attribute };
  });
  const variants = variantsOf(field.value);
  const known = variants ?? [];
  const [atFirst] = useState(() => new Set(known.map(({ key }) => key)));
  const change = (next: readonly FormVariant[]) => {
    if (next !== known) field.onChange(name, next.length === 0 ? null : { variants: next });
  };
  const actionsOf = (index: number) => ({
    rename: (given: string) =>
      change(known.map((variant, at) => (at === index ? { ...variant, name: given } : variant))),
    move: (to: number) => change(moved(known, index, to)),
    take: (from: number) => change(moved(known, from, index)),
    copy: () => change(withCopy(known, index, crypto.randomUUID())),
    remove: () => change(without(known, index)),
    vary: (one: string) => change(withField(known, index, one, beginning(entry[one], attributes[one]))),
    unvary: (one: string) => change(withoutField(known, index, one)),
  });
  return (
    <Field.Root name={name} error={field.error} hint={hint}>
      <Field.Label>{label ?? text('experience.field')}</Field.Label>
      <Flex direction="column" alignItems="stretch" gap={3}>
        <Typography textColor="neutral600">{text('experience.summary', { count: known.length })}</Typography>
        {variants === undefined && <Typography textColor="danger600">{text('experience.broken')}</Typography>}
        <Box tag="ol">
          <Flex direction="column" alignItems="stretch" gap={3}>
            {known.map((variant, index) => (
              <VariantCard
                key={variant.key || index}
                variant={variant}
                isNew={!atFirst.has(variant.key)}
                index={index}
                count={known.length}
                path={`${name}.variants.${index}`}
                fields={fields}
                disabled={disabled}
                actions={actionsOf(index)}
              />
            ))}
          </Flex>
        </Box>
        <Button
          variant="secondary"
          startIcon={<Plus aria-hidden />}
          disabled={disabled}
          onClick={() => change(withNew(known, crypto.randomUUID()))}
        >
          {text('experience.add')}
        </Button>
      </Flex>
      <Field.Hint />
      <Field.Error />
    </Field.Root>
  );
};
