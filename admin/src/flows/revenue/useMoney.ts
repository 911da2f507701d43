import { useCallback } from 'react';

import { useIntl } from 'react-intl';

type Money = (amount: number, currency: string | null, how?: 'about') => string;

/** An amount as people write it, to the cent or about; without a currency, a number. */
export const useMoney = (): Money => {
  const { formatNumber } = useIntl();
  return useCallback(
    (amount, currency, how) => {
      const digits = how === 'about' ? 0 : currency === null ? 2 : undefined;
      const fraction = { minimumFractionDigits: digits, maximumFractionDigits: digits };
      return formatNumber(
        amount,
        currency === null ? fraction : { style: 'currency', currency, ...fraction },
      );
    },
    [formatNumber],
  );
};
