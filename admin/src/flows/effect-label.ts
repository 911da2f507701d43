import type { TextKey, TextValues } from '../shared/useText';
import en from '../translations/en.json';

/** What became of what a kind of step did, in the panel's words. */
export const effectLabel = (
  text: (key: TextKey, values?: TextValues) => string,
  status: string,
  kind: string,
): string => {
  const key = `flows.effect.${status}`;
  const of = kind === 'send-email' ? 'mail' : 'other';
  return key in en ? text(key as TextKey, { of }) : status;
};
