import { DateTimePicker, Field, Flex, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import { isZone } from '../../../../plugin/src/time';
import type { ScheduleTrigger } from '../../../../plugin/src/flows/flow';
import { scheduleTimes } from '../../../../plugin/src/flows/triggers/schedule/times';
import { useNow } from '../../shared/useNow';
import { useText } from '../../shared/useText';
import { dateOfLocal, localOf } from './local-moment';
import { NameField } from '../../shared/NameField';
import { zones } from './own-zone';
import { SelectField } from './SelectField';
import { TextField } from '../../shared/TextField';

type When = Pick<ScheduleTrigger, 'cron' | 'at' | 'timezone'>;

interface ScheduleFieldsProps {
  readonly value: When;
  readonly disabled: boolean;
  readonly onChange: (when: When) => void;
}

const SHOWN = 5;
const MONDAYS_AT_NINE = '0 9 * * 1';
const HOUR = 3_600_000;

const howOf = ({ cron, at }: When): 'again' | 'at' | 'publish' => {
  if (cron !== undefined) return 'again';
  return at === undefined ? 'publish' : 'at';
};

/** When a flow starts by itself: again and again, once at a date, or when it is published; with the next times. */
export const ScheduleFields = ({ value, disabled, onChange }: ScheduleFieldsProps) => {
  const text = useText();
  const intl = useIntl();
  const now = useNow();
  const { cron, at, timezone } = value;
  const how = howOf(value);
  const set = {
    again: () => onChange({ timezone, cron: MONDAYS_AT_NINE }),
    at: () => onChange({ timezone, at: localOf(new Date(Math.ceil(now / HOUR + 1) * HOUR)) }),
    publish: () => onChange({ timezone }),
  };
  const times = isZone(timezone) ? scheduleTimes(value, now, SHOWN) : [];
  return (
    <>
      <SelectField
        name="how"
        label={text('flows.when')}
        value={how}
        options={(['at', 'again', 'publish'] as const).map((each) => ({
          value: each,
          label: text(`flows.when.${each}`),
        }))}
        disabled={disabled}
        onChange={(next) => set[next as keyof typeof set]()}
      />
      {how === 'again' && (
        <TextField
          name="cron"
          label={text('flows.cron')}
          hint={text('flows.cron.hint')}
          value={cron ?? ''}
          disabled={disabled}
          onChange={(next) => onChange({ timezone, cron: next })}
        />
      )}
      {how === 'at' && (
        <Field.Root name="at">
          <Field.Label>{text('flows.at')}</Field.Label>
          <DateTimePicker
            value={dateOfLocal(at)}
            disabled={disabled}
            minDate={new Date(now)}
            onChange={(date) => date && onChange({ timezone, at: localOf(date) })}
            dateLabel={text('flows.at.date')}
            timeLabel={text('flows.at.time')}
          />
        </Field.Root>
      )}
      {how !== 'publish' && (
        <NameField
          name="timezone"
          label={text('flows.zone')}
          value={timezone}
          names={zones()}
          disabled={disabled}
          onChange={(zone) => onChange({ ...value, timezone: zone })}
        />
      )}
      {how !== 'publish' && (
        <Flex direction="column" alignItems="stretch" gap={1}>
          <Typography variant="pi" fontWeight="bold">
            {text('flows.next-times', { count: Math.max(1, times.length) })}
          </Typography>
          {times.length === 0 && (
            <Typography variant="pi" textColor="danger600" role="alert">
              {!isZone(timezone)
                ? text('flows.zone.unknown')
                : text(how === 'at' ? 'flows.next-times.over' : 'flows.next-times.none')}
            </Typography>
          )}
          <Flex
            tag="ul"
            direction="column"
            alignItems="stretch"
            gap={1}
            aria-label={text('flows.next-times.list')}
          >
            {times.map((time) => (
              <Typography key={time} tag="li" variant="pi" textColor="neutral600">
                {intl.formatDate(time, { dateStyle: 'full', timeStyle: 'short', timeZone: timezone })}
              </Typography>
            ))}
          </Flex>
        </Flex>
      )}
    </>
  );
};
