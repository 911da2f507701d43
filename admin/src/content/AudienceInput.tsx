import { useId, useState } from 'react';

import { Box, Field, Flex, Radio, Typography } from '@strapi/design-system';
import { CaretDown, CaretUp, Eye } from '@strapi/icons';
import { useField } from '@strapi/strapi/admin';
import { styled } from 'styled-components';

import { SHOWS, type Show } from '../../../plugin/src/content/audience';
import { useText } from '../shared/useText';
import { audienceOf, EVERYONE, withShow } from './audience-value';
import { SegmentPicker } from './SegmentPicker';
import { useSegmentNames } from './useSegmentNames';
import { useSentence } from './useSentence';

interface AudienceInputProps {
  readonly name: string;
  readonly disabled?: boolean;
  readonly hint?: string;
}

const Line = styled.button`
  display: flex;
  width: 100%;
  align-items: center;
  gap: ${({ theme }) => theme.spaces[2]};
  padding: ${({ theme }) => `${theme.spaces[2]} ${theme.spaces[3]}`};
  text-align: left;
`;

/** Who sees this block: one line when closed, the three choices and the segments when open. */
export const AudienceInput = ({ name, disabled = false, hint }: AudienceInputProps) => {
  const text = useText();
  const field = useField<unknown>(name);
  const [open, setOpen] = useState(false);
  const names = useSegmentNames();
  const sentence = useSentence(names);
  const panel = useId();
  const audience = audienceOf(field.value);
  const value = audience.broken ? EVERYONE : audience.value;
  const change = (next: typeof value) => field.onChange(name, next);
  const unchosen = !audience.broken && value.show !== 'everyone' && value.segments.length === 0;
  // Whoever may not choose segments could only hide the block from everybody.
  const mayTarget = names.may || value.segments.length > 0;
  return (
    <Field.Root name={name} error={field.error} hint={hint}>
      <Box borderColor="neutral200" hasRadius background="neutral0">
        <Line type="button" aria-expanded={open} aria-controls={panel} onClick={() => setOpen(!open)}>
          <Eye fill="neutral600" aria-hidden />
          <Box flex="1">
            <Typography variant="omega" textColor="neutral800">
              {text('content.shown', { who: sentence(audience) })}
            </Typography>
          </Box>
          {open ? <CaretUp fill="neutral600" aria-hidden /> : <CaretDown fill="neutral600" aria-hidden />}
        </Line>
        {open && (
          <Flex id={panel} direction="column" alignItems="stretch" gap={4} padding={4} paddingTop={2}>
            {audience.broken && <Typography textColor="danger600">{text('content.broken')}</Typography>}
            <Radio.Group
              aria-label={text('content.who')}
              value={audience.broken ? '' : value.show}
              disabled={disabled}
              onValueChange={(show: string) => change(withShow(value, show as Show))}
            >
              {SHOWS.map((show) => (
                <Radio.Item
                  key={show}
                  value={show}
                  disabled={disabled || (show !== 'everyone' && !mayTarget)}
                >
                  {text(`content.show.${show}`)}
                </Radio.Item>
              ))}
            </Radio.Group>
            {unchosen && (
              <Typography textColor="danger600">
                {text(value.show === 'only' ? 'content.nobody.warning' : 'content.everyone.warning')}
              </Typography>
            )}
            {(value.show !== 'everyone' || !names.may) && (
              <SegmentPicker
                names={names}
                chosen={value.segments}
                disabled={disabled}
                onChange={(segments) => change({ ...value, segments })}
              />
            )}
          </Flex>
        )}
      </Box>
      <Field.Hint />
      <Field.Error />
    </Field.Root>
  );
};
