import { Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import { spreadByRate } from '../../../../plugin/src/flows/rules/spread';
import { useText } from '../../shared/useText';
import { stretchOf } from '../runs/stretch';
import type { Rehearsal } from './useRehearsal';

interface RehearsedRateProps {
  readonly rehearsal: Pick<Rehearsal, 'minutes' | 'of' | 'base'>;
  readonly perMinute: number;
}

/** What the flow's rate would have made of all these messages. */
export const RehearsedRate = ({ rehearsal, perMinute }: RehearsedRateProps) => {
  const text = useText();
  const intl = useIntl();
  const { minutes, of, base } = rehearsal;
  // Where only some people were looked at, their messages have that share of the rate.
  const share = base > of ? of / base : 1;
  const { messages, waited, longest } = spreadByRate(minutes, perMinute * share);
  const { value, unit } = stretchOf(longest);
  return (
    <Typography>
      {text('flows.rehearse.rate', {
        rate: intl.formatNumber(perMinute),
        messages: intl.formatNumber(Math.round(messages / share)),
        waited: Math.round(waited / share),
        longest: intl.formatNumber(value, { style: 'unit', unit, unitDisplay: 'long' }),
      })}
    </Typography>
  );
};
