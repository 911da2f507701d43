import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { createSecrets } from './secrets';

const secrets = createSecrets('a master secret of some length');

describe('secrets', () => {
  it('opens what it sealed, and only for the same purpose and installation', () => {
    fc.assert(
      fc.property(fc.string(), (plain) => {
        const sealed = secrets.encrypt('crm-token', plain);
        expect(secrets.decrypt('crm-token', sealed)).toBe(plain);
        expect(() => secrets.decrypt('write-key', sealed)).toThrow('cannot be read');
        expect(() => createSecrets('another installation').decrypt('crm-token', sealed)).toThrow(
          'Enter it again',
        );
      }),
      { numRuns: 30 },
    );
  });

  it('never seals the same text to the same bytes', () => {
    expect(secrets.encrypt('crm-token', 'same')).not.toBe(secrets.encrypt('crm-token', 'same'));
  });

  it('seals the same text to the same token, which opens for the same purpose, bond and installation alone', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.string(), (plain, bound) => {
        const token = secrets.seal('decision', plain, bound);
        expect(token).toMatch(/^[\w-]+$/);
        expect(secrets.seal('decision', plain, bound)).toBe(token);
        expect(secrets.unseal('decision', token, bound)).toEqual(Buffer.from(plain));
        expect(secrets.unseal('preview', token, bound)).toBeUndefined();
        expect(secrets.unseal('decision', token, `${bound}x`)).toBeUndefined();
        expect(createSecrets('another installation').unseal('decision', token, bound)).toBeUndefined();
      }),
      { numRuns: 50 },
    );
  });

  it('opens no sealed token in which one letter was changed, left out or added', () => {
    const token = secrets.seal('decision', Buffer.from('some choices'), 'here');
    for (let at = 0; at < token.length; at += 1) {
      const other = token[at] === 'A' ? 'B' : 'A';
      for (const bad of [
        `${token.slice(0, at)}${other}${token.slice(at + 1)}`,
        `${token.slice(0, at)}${token.slice(at + 1)}`,
        `${token.slice(0, at)}.${token.slice(at)}`,
      ])
        expect(secrets.unseal('decision', bad, 'here')).toBeUndefined();
    }
    for (const bad of ['', 'A', '=', '\u0000', `${token}=`, ` ${token}`])
      expect(secrets.unseal('decision', bad, 'here')).toBeUndefined();
  });

  it('verifies its own tokens and no altered, foreign or malformed one', () => {
    const token = secrets.sign('click', '{"to":"/cart"}');
    expect(token).toContain('.');
    expect(secrets.verify('click', token)).toBe('{"to":"/cart"}');
    expect(secrets.verify('unsubscribe', token)).toBeUndefined();
    const [payload, mac] = token.split('.');
    for (const bad of [
      '',
      '.',
      payload ?? '',
      `${payload}.`,
      `${payload}.${mac}.x`,
      `e30.${mac}`,
      `${payload}.AAAA`,
    ]) {
      expect(secrets.verify('click', bad)).toBeUndefined();
    }
  });

  it('hashes the same value alike within a purpose only', () => {
    expect(secrets.hash('address', 'a@example.com')).toBe(secrets.hash('address', 'a@example.com'));
    expect(secrets.hash('address', 'a@example.com')).not.toBe(secrets.hash('key', 'a@example.com'));
  });
});
