import type { TextKey, TextValues } from '../../shared/useText';
import en from '../../translations/en.json';

/** Why somebody is no longer in a flow, in the panel's words where it has some. */
export const endLabel = (text: (key: TextKey, values?: TextValues) => string, because: string): string => {
  const key = `flows.end.${because}`;
  return key in en ? text(key as TextKey) : because;
};
