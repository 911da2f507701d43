import { Box, Button, DatePicker, Field, Flex } from '@strapi/design-system';
import { Cross, Play } from '@strapi/icons';

import { useText } from '../../shared/useText';

interface RehearsalTimeProps {
  readonly from: Date;
  readonly to: Date;
  readonly onTime: (from: Date, to: Date) => void;
  readonly running: boolean;
  readonly onRun: () => void;
  readonly onStop: () => void;
}

const DAY = 86_400_000;
const PRESETS = [7, 30, 90] as const;

export const lastDays = (days: number): readonly [Date, Date] => {
  const now = new Date();
  return [new Date(now.getTime() - days * DAY), now];
};

const sameDay = (a: Date, b: Date): boolean => a.toDateString() === b.toDateString();

/** Which time is rehearsed, and the button that does it. */
export const RehearsalTime = ({ from, to, onTime, running, onRun, onStop }: RehearsalTimeProps) => {
  const text = useText();
  // One day alone may be chosen.
  const isTurned = from > to && !sameDay(from, to);
  const date = (label: string, value: Date, onChange: (date: Date) => void, error?: string) => (
    <Box width="15rem">
      <Field.Root name={label} error={error}>
        <Field.Label>{label}</Field.Label>
        <DatePicker
          value={value}
          maxDate={new Date()}
          disabled={running}
          onChange={(picked) => picked && onChange(picked)}
        />
        <Field.Error />
      </Field.Root>
    </Box>
  );
  return (
    <Flex gap={4} alignItems="flex-end" wrap="wrap">
      <Flex gap={2} paddingBottom={1}>
        {PRESETS.map((days) => {
          const [first, last] = lastDays(days);
          const isChosen = sameDay(first, from) && sameDay(last, to);
          return (
            <Button
              key={days}
              variant={isChosen ? 'secondary' : 'tertiary'}
              aria-pressed={isChosen}
              disabled={running}
              onClick={() => onTime(first, last)}
            >
              {text('flows.rehearse.days', { count: days })}
            </Button>
          );
        })}
      </Flex>
      {date(text('flows.rehearse.from'), from, (picked) => onTime(picked, to))}
      {date(
        text('flows.rehearse.to'),
        to,
        (picked) => onTime(from, picked),
        isTurned ? text('flows.rehearse.turned') : undefined,
      )}
      <Box paddingBottom={1}>
        {running ? (
          <Button variant="danger-light" startIcon={<Cross />} onClick={onStop}>
            {text('flows.rehearse.stop')}
          </Button>
        ) : (
          <Button startIcon={<Play />} disabled={isTurned} onClick={onRun}>
            {text('flows.rehearse.run')}
          </Button>
        )}
      </Box>
    </Flex>
  );
};
