import { Box, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import { Duration } from '../shared/Duration';
import { useText } from '../shared/useText';
import { wordsOf, type HealthLine } from './health-figures';

/** One figure of the health report with its name. */
export const HealthFigure = ({ name, kind, value }: HealthLine) => {
  const intl = useIntl();
  const text = useText();
  return (
    <Box background="neutral100" hasRadius padding={4} height="100%">
      <Typography variant="pi" textColor="neutral600" tag="div">
        {intl.formatMessage({ id: `attune.settings.health.part.${name}`, defaultMessage: wordsOf(name) })}
      </Typography>
      <Typography variant="delta" tag="div" textColor="neutral800">
        {kind === 'duration' && <Duration ms={Number(value)} />}
        {kind === 'count' && intl.formatNumber(Number(value))}
        {kind === 'flag' && text(value ? 'yes' : 'no')}
        {kind === 'word' && String(value)}
      </Typography>
    </Box>
  );
};
