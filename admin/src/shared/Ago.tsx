import { Tooltip, Typography, type TypographyProps } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import { relativeTime } from './relative-time';
import { useNow } from './useNow';
import { useText } from './useText';

interface AgoProps extends Pick<TypographyProps<'span'>, 'textColor' | 'variant'> {
  /** Epoch milliseconds; null for what never happened. */
  readonly at: number | null;
}

/** "3 minutes ago" or "in 2 hours"; the exact time with its zone on hover. */
export const Ago = ({ at, textColor = 'neutral800', variant }: AgoProps) => {
  const text = useText();
  const now = useNow();
  const intl = useIntl();
  if (at === null) {
    return (
      <Typography textColor="neutral600" variant={variant}>
        {text('ago.never')}
      </Typography>
    );
  }
  const { value, unit } = relativeTime(at, now);
  const exact = intl.formatDate(at, { dateStyle: 'full', timeStyle: 'long' });
  return (
    <Tooltip label={exact}>
      <Typography
        tag="time"
        dateTime={new Date(at).toISOString()}
        textColor={textColor}
        variant={variant}
        style={{ whiteSpace: 'nowrap' }}
      >
        {intl.formatRelativeTime(value, unit, { numeric: 'auto' })}
      </Typography>
    </Tooltip>
  );
};
