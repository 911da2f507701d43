import { useCallback } from 'react';

import { useIntl } from 'react-intl';

import en from '../translations/en.json';

export type TextKey = keyof typeof en;
export type TextValues = Readonly<Record<string, string | number | Date | null | undefined>>;

/** The panel's words, by a key that must exist in `translations/en.json`. */
export const useText = (): ((key: TextKey, values?: TextValues) => string) => {
  const { formatMessage } = useIntl();
  return useCallback(
    (key, values) => formatMessage({ id: `attune.${key}`, defaultMessage: en[key] }, values),
    [formatMessage],
  );
};
