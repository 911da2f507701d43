import { PluginError } from '../../../plugin/src';
import type { Reference } from '../profiles';
import type { WriteKey } from '../settings';

/** What a request to the consent endpoint says of its person. */
export interface Spoken {
  readonly anonymousId?: string;
  /** A token that the site's server signed. */
  readonly visitor?: string;
}

/** Who a signed visitor token names, or undefined when it is forged or stale. */
export type ReadVisitor = (token: string) => Promise<Omit<Reference, 'proven'> | undefined>;

/**
 * Whom a caller may speak for. A browser key speaks for its own device only; a signed token or a server key
 * speaks for a person.
 */
export const speakerOf = async (
  { anonymousId, visitor }: Spoken,
  key: WriteKey | undefined,
  readVisitor: ReadVisitor,
): Promise<Reference> => {
  if (visitor?.includes('.')) {
    const named = await readVisitor(visitor);
    if (!named) throw new PluginError('unauthorized', 'The visitor token is not valid.');
    return { ...named, proven: true };
  }
  if (!key) throw new PluginError('unauthorized', 'Expected a write key, or a visitor token.');
  const device = anonymousId ?? visitor;
  if (!device) throw new PluginError('invalid', 'anonymousId: Expected an anonymousId or a visitor token.');
  return { anonymousId: device, proven: false };
};
