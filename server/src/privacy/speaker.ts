import { PluginError } from '../../../plugin/src';
import type { Reference } from '../profiles';
import type { WriteKey } from '../settings';

/** What a request to the consent endpoint shows of itself. */
export interface Spoken {
  readonly anonymousId?: string;
  /** A token that the site's server signed. */
  readonly visitor?: string;
  readonly key?: WriteKey;
  /** Who is logged in, by the site's own users. */
  readonly session?: { readonly userId: string; readonly email?: string };
  /** Whether it comes from a page in a browser, where a server key must never be. */
  readonly hasOrigin: boolean;
}

/** Who a signed visitor token names, or undefined when it is forged or stale. */
export type ReadVisitor = (token: string) => Promise<Omit<Reference, 'proven'> | undefined>;

/**
 * Whom a caller may speak for. A browser key alone speaks for its own device only; a session, a signed token or a server
 * key speaks for a person.
 */
export const speakerOf = async (spoken: Spoken, readVisitor: ReadVisitor): Promise<Reference> => {
  const { anonymousId, visitor, key, session, hasOrigin } = spoken;
  if (visitor?.includes('.')) {
    const named = await readVisitor(visitor);
    if (!named) throw new PluginError('unauthorized', 'The visitor token is not valid.');
    return { ...named, proven: true };
  }
  const device = anonymousId ?? visitor;
  if (session) return { ...session, ...(device ? { anonymousId: device } : {}), proven: true };
  if (!key) throw new PluginError('unauthorized', 'Expected a write key, or a visitor token.');
  if (key.kind === 'server' && hasOrigin) {
    throw new PluginError(
      'forbidden',
      'This is a server key. In a browser use a browser key, and revoke this one.',
    );
  }
  if (!device) throw new PluginError('invalid', 'anonymousId: Expected an anonymousId or a visitor token.');
  return { anonymousId: device, proven: key.kind === 'server' };
};
