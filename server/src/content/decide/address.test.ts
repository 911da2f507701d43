import { describe, expect, it } from 'vitest';

import { plainAddress } from './address';

describe('an address that choices are made for', () => {
  it('is the same in every spelling of its query', () => {
    const plain = plainAddress('/api/pages?filters[slug][$eq]=a b&populate=*');
    for (const other of [
      '/api/pages?filters%5Bslug%5D%5B%24eq%5D=a+b&populate=*',
      '/api/pages?filters[slug][$eq]=a%20b&populate=%2A',
      '/api/./pages?filters[slug][$eq]=a%20b&populate=*#there',
    ])
      expect(plainAddress(other)).toBe(plain);
    expect(plainAddress('/api/pages?populate=*&filters[slug][$eq]=a+b')).not.toBe(plain);
    expect(plainAddress('/api/home')).toBe('/api/home');
  });

  it('names no host', () => {
    for (const url of [
      'https://elsewhere.example/api/pages',
      '//elsewhere.example/api/pages',
      '/\\elsewhere.example/api/pages',
      '/\t/elsewhere.example/api',
      'api/pages',
      '',
      `/${'x'.repeat(5_000)}`,
    ])
      expect(plainAddress(url), url).toBeUndefined();
  });
});
