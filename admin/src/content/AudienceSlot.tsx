import { Box, Combobox, ComboboxOption, Field, Flex, Typography } from '@strapi/design-system';
import { useState } from 'react';

import { LONGEST_SLOT, type Audience } from '../../../plugin/src/content/audience';
import { useText } from '../shared/useText';
import { withLimit } from './audience-value';
import { blockName, type EntryBlock } from './entry-blocks';
import { segmentsIn } from './entry-content';
import { listsOf } from './entry-lists';
import { useAudienceLine } from './useAudienceLine';
import { useAudienceNames } from './useAudienceNames';
import { useEntryContent } from './useEntryContent';

interface AudienceSlotProps {
  /** Where the audience stands in the form. */
  readonly field: string;
  readonly audience: Audience;
  readonly disabled: boolean;
  readonly onChange: (audience: Audience) => void;
}

const slotOf = ({ audience }: EntryBlock): string | undefined =>
  audience.broken ? undefined : audience.value.slot;

/** The slot a block is a variant of, with its variants in the order in which they are tried. */
export const AudienceSlot = ({ field, audience, disabled, onChange }: AudienceSlotProps) => {
  const text = useText();
  const { blocks } = useEntryContent();
  const own = blocks.find((block) => block.field === field);
  const list = (own && listsOf(blocks).get(own.list)) ?? [];
  const slots = [...new Set(list.flatMap((block) => slotOf(block) ?? []))];
  const { slot = '' } = audience;
  const [typed, setTyped] = useState(slot);
  const variants = slot === '' ? [] : list.filter((block) => slotOf(block) === slot);
  // Of all of them: those of blocks that were never opened are known to nobody here yet.
  const line = useAudienceLine(useAudienceNames(segmentsIn({ blocks: variants, variants: [] })));
  const take = (name: string | undefined) => {
    const next = name?.trim().slice(0, LONGEST_SLOT);
    setTyped(next ?? '');
    onChange(withLimit(audience, 'slot', next));
  };
  return (
    <Field.Root name="slot" hint={text('content.slot.about')}>
      <Field.Label>{text('content.slot')}</Field.Label>
      <Combobox
        value={slot}
        textValue={typed}
        onTextValueChange={(value) => setTyped(value ?? '')}
        placeholder={text('content.slot.none')}
        clearLabel={text('content.slot.clear')}
        disabled={disabled}
        creatable
        allowCustomValue
        creatableDisabled={typed === '' || slots.includes(typed)}
        createMessage={(name) => text('content.slot.new', { name })}
        noOptionsMessage={() => text('content.slot.type')}
        onCreateOption={take}
        onChange={take}
        onClear={() => take(undefined)}
      >
        {[...new Set([...slots, ...(slot === '' ? [] : [slot])])].map((name) => (
          <ComboboxOption key={name} value={name}>
            {name}
          </ComboboxOption>
        ))}
      </Combobox>
      <Field.Hint />
      {variants.length > 0 && (
        <Box tag="ol" paddingTop={2} aria-label={text('content.slot.variants', { slot })}>
          {variants.map((block, index) => {
            const isOwn = block.field === field;
            const isLast = index === variants.length - 1;
            const isFallback =
              isLast &&
              !block.audience.broken &&
              block.audience.value.show === 'everyone' &&
              block.audience.value.from === undefined &&
              block.audience.value.until === undefined;
            return (
              <Flex
                tag="li"
                key={block.path}
                gap={2}
                padding={1}
                paddingLeft={2}
                alignItems="baseline"
                background={isOwn ? 'primary100' : undefined}
                hasRadius
              >
                <Typography variant="pi" textColor="neutral600">
                  {index + 1}.
                </Typography>
                <Typography variant="pi" fontWeight={isOwn ? 'semiBold' : undefined}>
                  {blockName(block)}
                </Typography>
                <Typography variant="pi" textColor="neutral600">
                  {isFallback ? text('content.slot.fallback') : line(block.audience)}
                </Typography>
              </Flex>
            );
          })}
        </Box>
      )}
    </Field.Root>
  );
};
