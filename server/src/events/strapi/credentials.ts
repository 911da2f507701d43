import type { IncomingHttpHeaders } from 'node:http';

import type { JsonObject } from '../../../../plugin/src';

export interface Credentials {
  /** The write key: Basic auth's user name, Bearer, or `writeKey` in the body. */
  readonly writeKey?: string;
  /** A users-permissions session. */
  readonly jwt?: string;
}

const isJwt = (token: string): boolean => token.split('.').length === 3;

const LONGEST = 256;

/** A Bearer that looks like a JWT is a session; the key then stands in the body. */
export const credentialsOf = (headers: IncomingHttpHeaders, body: JsonObject): Credentials => {
  const { writeKey } = body;
  const fromBody =
    typeof writeKey === 'string' && writeKey !== '' && writeKey.length <= LONGEST ? writeKey : undefined;
  const [, scheme = '', value = ''] = /^(basic|bearer) +(\S+)$/i.exec(headers.authorization ?? '') ?? [];
  if (scheme.toLowerCase() === 'basic') {
    const user = Buffer.from(value, 'base64').toString('utf8').split(':')[0];
    return { writeKey: user || fromBody };
  }
  if (value === '') return { writeKey: fromBody };
  return isJwt(value) ? { writeKey: fromBody, jwt: value } : { writeKey: value };
};
