import { DateTimePicker, Field, Flex, Typography } from '@strapi/design-system';

import type { Audience } from '../../../plugin/src/content/audience';
import { useText } from '../shared/useText';
import { withLimit } from './audience-value';

interface AudienceDatesProps {
  readonly audience: Audience;
  readonly disabled: boolean;
  readonly onChange: (audience: Audience) => void;
}

/** The zone the pickers speak in. */
export const zoneHere = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone;

/** From when until when, in the editor's own zone, which is named: visitors elsewhere see it at the same instant. */
export const AudienceDates = ({ audience, disabled, onChange }: AudienceDatesProps) => {
  const text = useText();
  const { from, until } = audience;
  const isTurned = from !== undefined && until !== undefined && Date.parse(from) >= Date.parse(until);
  const picker = (limit: 'from' | 'until', value: string | undefined) => (
    <Field.Root name={limit} error={limit === 'until' && isTurned ? text('content.until.fault') : undefined}>
      <Field.Label>{text(`content.${limit}`)}</Field.Label>
      <DateTimePicker
        value={value === undefined ? undefined : new Date(value)}
        disabled={disabled}
        dateLabel={text(`content.${limit}.date`)}
        timeLabel={text(`content.${limit}.time`)}
        clearLabel={text('content.date.clear')}
        step={15}
        onChange={(date) => onChange(withLimit(audience, limit, date?.toISOString()))}
        onClear={() => onChange(withLimit(audience, limit, undefined))}
      />
      <Field.Error />
    </Field.Root>
  );
  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      <Flex gap={4} wrap="wrap" alignItems="flex-start">
        {picker('from', from)}
        {picker('until', until)}
      </Flex>
      <Typography variant="pi" textColor="neutral600">
        {text('content.zone', { zone: zoneHere() })}
      </Typography>
    </Flex>
  );
};
