import { readAudience, type Audience } from '../../../plugin/src/content/audience';
import { isUnnamedKey } from '../../../plugin/src/segments/unnamed-key';

/** What the form holds, as it is to be shown: nothing set means everyone; `broken` means nobody sees the block. */
export type FormAudience = { readonly broken: false; readonly value: Audience } | { readonly broken: true };

/** How an editor says who sees a block; a condition of the block's own is kept as a segment without a name. */
export const CHOICES = ['everyone', 'only', 'except', 'condition'] as const;
export type Choice = (typeof CHOICES)[number];

export const EVERYONE: Audience = { key: '', show: 'everyone', segments: [] };

export const audienceOf = (value: unknown): FormAudience => {
  const audience = readAudience(value);
  if (audience === undefined) return { broken: true };
  return { broken: false, value: audience ?? EVERYONE };
};

/** The condition that was built in the block, by its key; undefined where segments were chosen. */
export const conditionKeyOf = ({ show, segments }: Audience): string | undefined => {
  const [first, ...others] = segments;
  return show === 'only' && first !== undefined && others.length === 0 && isUnnamedKey(first)
    ? first
    : undefined;
};

export const choiceOf = (audience: Audience): Choice =>
  conditionKeyOf(audience) === undefined ? audience.show : 'condition';

/** Some are meant, or left out, and nobody has said who. */
export const isUnchosen = (audience: FormAudience): boolean =>
  !audience.broken && audience.value.show !== 'everyone' && audience.value.segments.length === 0;

/** Going back to everyone keeps the block's key, and forgets the segments only when the form is saved. */
export const withChoice = (audience: Audience, choice: Exclude<Choice, 'condition'>): Audience => ({
  ...audience,
  show: choice,
  segments: conditionKeyOf(audience) === undefined ? audience.segments : [],
});

export const withCondition = (audience: Audience, key: string): Audience => ({
  ...audience,
  show: 'only',
  segments: [key],
});

/** Who and when, as from another block. A block's key and its slot are its own. */
export const pasted = (onto: Audience, { show, segments, from, until }: Audience): Audience => ({
  key: onto.key,
  show,
  segments,
  ...(from === undefined ? {} : { from }),
  ...(until === undefined ? {} : { until }),
  ...(onto.slot === undefined ? {} : { slot: onto.slot }),
});

/** With one of its limits set, or without it. */
export const withLimit = (
  audience: Audience,
  limit: 'from' | 'until' | 'slot',
  value: string | undefined,
): Audience => {
  const others = Object.entries(audience).filter(([name]) => name !== limit);
  return {
    ...(Object.fromEntries(others) as unknown as Audience),
    ...(value === undefined || value === '' ? {} : { [limit]: value }),
  };
};
