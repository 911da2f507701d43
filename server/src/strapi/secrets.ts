import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';

import { PluginError } from '../../../plugin/src';
import type { Secrets } from '../ports';

const NONCE_BYTES = 12;
/** Of a token whose nonce is made of what it holds, as in SIV (RFC 5297): it is its authentication too. */
const SYNTHETIC_BYTES = 16;
const TAG_BYTES = 16;

/** Derives a key for each purpose from the installation's one secret (HKDF, RFC 5869), so that no two uses share one. */
export const createSecrets = (master: string): Secrets => {
  const keys = new Map<string, Buffer>();
  const keyFor = (use: string): Buffer => {
    const known = keys.get(use);
    if (known) return known;
    const key = Buffer.from(hkdfSync('sha256', master, 'attune', use, 32));
    keys.set(use, key);
    return key;
  };
  const mac = (purpose: string, payload: string) =>
    createHmac('sha256', keyFor(`sign:${purpose}`))
      .update(payload)
      .digest();

  const syntheticOf = (purpose: string, plain: Uint8Array, bound: string): Buffer =>
    createHmac('sha256', keyFor(`seal-mac:${purpose}`))
      .update(`${Buffer.byteLength(bound)}:${bound}`)
      .update(plain)
      .digest()
      .subarray(0, SYNTHETIC_BYTES);

  return {
    encrypt(purpose, plain) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', keyFor(`encrypt:${purpose}`), nonce);
      cipher.setAAD(Buffer.from(purpose));
      const sealed = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64');
    },
    decrypt(purpose, sealed) {
      const bytes = Buffer.from(sealed, 'base64');
      try {
        const decipher = createDecipheriv(
          'aes-256-gcm',
          keyFor(`encrypt:${purpose}`),
          bytes.subarray(0, NONCE_BYTES),
        );
        decipher.setAAD(Buffer.from(purpose));
        decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
        return Buffer.concat([
          decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)),
          decipher.final(),
        ]).toString('utf8');
      } catch {
        throw new PluginError(
          'invalid',
          `The stored secret for ${purpose} cannot be read with this installation's secret. Enter it again.`,
        );
      }
    },
    seal(purpose, plain, bound) {
      const nonce = syntheticOf(purpose, plain, bound);
      const cipher = createCipheriv('aes-256-ctr', keyFor(`seal:${purpose}`), nonce);
      return Buffer.concat([nonce, cipher.update(plain), cipher.final()]).toString('base64url');
    },
    unseal(purpose, token, bound) {
      const bytes = Buffer.from(token, 'base64url');
      // One token has one spelling.
      if (bytes.length < SYNTHETIC_BYTES || bytes.toString('base64url') !== token) return undefined;
      const nonce = bytes.subarray(0, SYNTHETIC_BYTES);
      const decipher = createDecipheriv('aes-256-ctr', keyFor(`seal:${purpose}`), nonce);
      const plain = Buffer.concat([decipher.update(bytes.subarray(SYNTHETIC_BYTES)), decipher.final()]);
      return timingSafeEqual(nonce, syntheticOf(purpose, plain, bound)) ? plain : undefined;
    },
    hash: (purpose, value) =>
      createHmac('sha256', keyFor(`hash:${purpose}`))
        .update(value)
        .digest('hex'),
    sign: (purpose, payload) =>
      `${Buffer.from(payload).toString('base64url')}.${mac(purpose, payload).toString('base64url')}`,
    verify(purpose, token) {
      const [head, tail, rest] = token.split('.');
      if (!head || !tail || rest !== undefined) return undefined;
      const payload = Buffer.from(head, 'base64url').toString('utf8');
      const given = Buffer.from(tail, 'base64url');
      const wanted = mac(purpose, payload);
      return given.length === wanted.length && timingSafeEqual(given, wanted) ? payload : undefined;
    },
  };
};
