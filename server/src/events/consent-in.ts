import { isJsonObject, PURPOSES, type JsonObject, type Purpose } from '../../../plugin/src';
import type { Decisions } from './people';

const LONGEST = 500;

const purposeOf = (word: string): Purpose | undefined => PURPOSES.find((known) => known === word);

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value.slice(0, LONGEST) : undefined;

/**
 * The yes and no in `context.consent`: `{ analytics: true, marketing: false, source, wording }`, or Segment's
 * `{ categoryPreferences: { … } }`. Undefined when the call says nothing.
 */
export const consentIn = (context: JsonObject): Decisions | undefined => {
  const { consent } = context;
  if (!isJsonObject(consent)) return undefined;
  const said = isJsonObject(consent.categoryPreferences) ? consent.categoryPreferences : consent;
  const answers: Partial<Record<Purpose, boolean>> = {};
  let any = false;
  for (const key in said) {
    const value = said[key];
    if (typeof value !== 'boolean') continue;
    const purpose = purposeOf(key) ?? purposeOf(key.toLowerCase());
    if (purpose === undefined) continue;
    answers[purpose] = value;
    any = true;
  }
  if (!any) return undefined;
  return { answers, source: textOf(consent.source) ?? 'event', wording: textOf(consent.wording) };
};
