import { useCallback } from 'react';

import { useIntl } from 'react-intl';

/** An amount as people write it; without a currency, a number to the cent. */
export const useMoney = (): ((amount: number, currency: string | null) => string) => {
  const { formatNumber } = useIntl();
  return useCallback(
    (amount, currency) =>
      currency === null
        ? formatNumber(amount, { minimumFractionDigits: 2, maximumFractionDigits: 2 })
        : formatNumber(amount, { style: 'currency', currency }),
    [formatNumber],
  );
};
