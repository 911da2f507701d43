import { useId, useMemo, useState } from 'react';

import { Box, Field, Flex, Typography } from '@strapi/design-system';
import { CaretDown, CaretUp, Clock, Eye, Stack } from '@strapi/icons';
import { useField } from '@strapi/strapi/admin';
import { styled } from 'styled-components';

import type { Audience } from '../../../plugin/src/content/audience';
import { useText } from '../shared/useText';
import { audienceOf, EVERYONE, isUnchosen } from './audience-value';
import { AudienceDates } from './AudienceDates';
import { AudienceSlot } from './AudienceSlot';
import { AudienceWho } from './AudienceWho';
import { useAudienceLine } from './useAudienceLine';
import { useAudienceNames } from './useAudienceNames';

interface AudienceInputProps {
  readonly name: string;
  readonly disabled?: boolean;
  readonly hint?: string;
  /** Of a variant of the entry, which stands in no slot. */
  readonly ofVariant?: boolean;
}

const Line = styled.button`
  display: flex;
  width: 100%;
  align-items: center;
  gap: ${({ theme }) => theme.spaces[2]};
  padding: ${({ theme }) => `${theme.spaces[2]} ${theme.spaces[3]}`};
  text-align: left;
`;

/** Who sees this block or variant, when, and in which slot: one line when closed, everything about it when open. */
export const AudienceInput = ({ name, disabled = false, hint, ofVariant = false }: AudienceInputProps) => {
  const text = useText();
  const field = useField<unknown>(name);
  const [open, setOpen] = useState(false);
  const panel = useId();
  const audience = audienceOf(field.value);
  const value = audience.broken ? EVERYONE : audience.value;
  const keys = value.segments;
  const names = useAudienceNames(useMemo(() => keys, [keys]));
  const line = useAudienceLine(names);
  const change = (next: Audience) => field.onChange(name, next);
  const isDated = value.from !== undefined || value.until !== undefined;
  return (
    <Field.Root name={name} error={field.error} hint={hint}>
      <Box borderColor="neutral200" hasRadius background="neutral0">
        <Line type="button" aria-expanded={open} aria-controls={panel} onClick={() => setOpen(!open)}>
          <Eye fill="neutral600" aria-hidden />
          <Box flex="1" minWidth={0}>
            <Typography variant="omega" textColor="neutral800">
              {text('content.shown', { who: line(audience) })}
            </Typography>
          </Box>
          {isDated && <Clock fill="neutral600" aria-label={text('content.dated')} />}
          {value.slot !== undefined && (
            <Flex gap={1}>
              <Stack fill="neutral600" aria-label={text('content.slot')} />
              <Typography variant="pi" textColor="neutral600">
                {value.slot}
              </Typography>
            </Flex>
          )}
          {open ? <CaretUp fill="neutral600" aria-hidden /> : <CaretDown fill="neutral600" aria-hidden />}
        </Line>
        {open && (
          <Flex id={panel} direction="column" alignItems="stretch" gap={5} padding={4} paddingTop={2}>
            <AudienceWho
              audience={value}
              broken={audience.broken}
              isLeftSo={isUnchosen(audienceOf(field.initialValue))}
              names={names}
              disabled={disabled}
              ofVariant={ofVariant}
              onChange={change}
            />
            <AudienceDates audience={value} disabled={disabled} onChange={change} />
            {!ofVariant && (
              <AudienceSlot field={name} audience={value} disabled={disabled} onChange={change} />
            )}
          </Flex>
        )}
      </Box>
      <Field.Hint />
      <Field.Error />
    </Field.Root>
  );
};
