import { PluginError } from '../../../../plugin/src';

const IDENTITIES: Readonly<Record<string, 'email' | 'userId' | 'anonymousId'>> = {
  email: 'email',
  emailaddress: 'email',
  mail: 'email',
  userid: 'userId',
  customerid: 'userId',
  externalid: 'userId',
  anonymousid: 'anonymousId',
  deviceid: 'anonymousId',
};
const NAMED_MOST = 20;

export interface Column {
  readonly name: string;
  /** `email`, `userId`, `anonymousId`, `trait`, or `ignored`. */
  readonly as: string;
}

const plain = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

/**
 * What the columns of a file are taken for: an identity by its name in any spelling, a trait where that was asked for
 * (by name, or `*` for all others), else nothing. Throws `invalid` where no column says who is meant.
 */
export const columnsOf = (header: readonly string[], wanted: readonly string[]): readonly Column[] => {
  const taken = new Set<string>();
  const names = header.map((name) => name.trim());
  const columns = names.map((name): Column => {
    const identity = IDENTITIES[plain(name)];
    if (identity !== undefined && !taken.has(identity)) {
      taken.add(identity);
      return { name, as: identity };
    }
    const asked = name !== '' && (wanted.includes('*') || wanted.includes(name));
    return { name, as: asked ? 'trait' : 'ignored' };
  });
  const missing = wanted.filter((name) => name !== '*' && !names.includes(name));
  if (missing.length > 0) {
    const there = names.slice(0, NAMED_MOST).join(', ');
    throw new PluginError('invalid', `There is no column "${missing.join('", "')}". There are: ${there}.`);
  }
  if (taken.size === 0) {
    throw new PluginError(
      'invalid',
      `Expected a column email, userId or anonymousId in the first line. There are: ${names.slice(0, NAMED_MOST).join(', ')}.`,
    );
  }
  return columns;
};
