import type { TextKey, TextValues } from '../shared/useText';
import en from '../translations/en.json';

/** What became of a mail, in the panel's words. */
export const effectLabel = (text: (key: TextKey, values?: TextValues) => string, status: string): string => {
  const key = `flows.effect.${status}`;
  return key in en ? text(key as TextKey) : status;
};
