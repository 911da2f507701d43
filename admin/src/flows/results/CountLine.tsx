import { Flex, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import { Bar } from '../../shared/Bar';

interface CountLineProps {
  readonly label: string;
  readonly count: number;
  /** Of how many: drawn as a bar and told as a share. */
  readonly of: number;
}

/** A number with its name and its share. */
export const CountLine = ({ label, count, of }: CountLineProps) => {
  const intl = useIntl();
  const share = of > 0 ? Math.min(count / of, 1) : 0;
  return (
    <Flex direction="column" alignItems="stretch" gap={1}>
      <Flex justifyContent="space-between" alignItems="baseline" gap={3}>
        <Typography style={{ overflowWrap: 'anywhere' }}>{label}</Typography>
        <Typography style={{ whiteSpace: 'nowrap' }}>
          <strong>{intl.formatNumber(count)}</strong>{' '}
          <Typography variant="pi" textColor="neutral600">
            {intl.formatNumber(share, { style: 'percent', maximumFractionDigits: 1 })}
          </Typography>
        </Typography>
      </Flex>
      <Bar share={share} label={label} />
    </Flex>
  );
};
