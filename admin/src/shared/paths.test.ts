import { expect, it } from 'vitest';

import { blockInHash, blockOf, formOf } from './paths';

const AT = { contentType: 'api::page.page', isSingle: false, documentId: 'abc', locale: null };

it('leads to the form of an entry, of a language, and of a single type', () => {
  expect(formOf(AT)).toBe('/content-manager/collection-types/api::page.page/abc');
  expect(formOf({ ...AT, locale: 'de-AT' })).toBe(
    '/content-manager/collection-types/api::page.page/abc?plugins[i18n][locale]=de-AT',
  );
  expect(formOf({ ...AT, isSingle: true })).toBe('/content-manager/single-types/api::page.page');
});

it('leads to a block in it, and knows the block again', () => {
  const path = blockOf({ ...AT, block: 'k 1' });
  expect(path).toBe('/content-manager/collection-types/api::page.page/abc#attune-block=k%201');
  expect(blockInHash(path.slice(path.indexOf('#')))).toBe('k 1');
  expect(blockInHash('#top')).toBeUndefined();
  expect(blockOf({ ...AT, block: '' })).toBe(formOf(AT));
});
