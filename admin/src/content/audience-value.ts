import { readAudience, type Audience } from '../../../plugin/src/content/audience';

/** What the form holds, as it is to be shown: nothing set means everyone; `broken` means nobody sees the block. */
export type FormAudience = { readonly broken: false; readonly value: Audience } | { readonly broken: true };

export const EVERYONE: Audience = { key: '', show: 'everyone', segments: [] };

export const audienceOf = (value: unknown): FormAudience => {
  const audience = readAudience(value);
  if (audience === undefined) return { broken: true };
  return { broken: false, value: audience ?? EVERYONE };
};

/** Going back to everyone keeps the block's key, and forgets the segments only when the form is saved. */
export const withShow = (audience: Audience, show: Audience['show']): Audience => ({ ...audience, show });
