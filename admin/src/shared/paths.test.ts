import { expect, it } from 'vitest';

import { formOf } from './paths';

const AT = { contentType: 'api::page.page', isSingle: false, documentId: 'abc', locale: null };

it('leads to the form of an entry, of a language, and of a single type', () => {
  expect(formOf(AT)).toBe('/content-manager/collection-types/api::page.page/abc');
  expect(formOf({ ...AT, locale: 'de-AT' })).toBe(
    '/content-manager/collection-types/api::page.page/abc?plugins[i18n][locale]=de-AT',
  );
  expect(formOf({ ...AT, isSingle: true })).toBe('/content-manager/single-types/api::page.page');
});
