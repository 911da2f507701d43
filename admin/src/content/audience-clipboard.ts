import { readAudience, type Audience } from '../../../plugin/src/content/audience';

const PLACE = 'attune-audience';

/** What was copied from a block, for this browser tab: it can be put into a block of another entry. */
export const copyAudience = (audience: Audience): void =>
  sessionStorage.setItem(PLACE, JSON.stringify(audience));

export const copiedAudience = (): Audience | undefined =>
  readAudience(sessionStorage.getItem(PLACE)) ?? undefined;
