import { isJsonObject, PURPOSES, type JsonObject, type Purpose } from '../../../plugin/src';
import type { Decisions } from './people';

const LONGEST = 500;

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
  for (const [key, value] of Object.entries(said)) {
    const purpose = PURPOSES.find((known) => known === key.toLowerCase());
    if (purpose && typeof value === 'boolean') answers[purpose] = value;
  }
  if (Object.keys(answers).length === 0) return undefined;
  return { answers, source: textOf(consent.source) ?? 'event', wording: textOf(consent.wording) };
};
