import { expect, it } from 'vitest';

import { placePath } from './place-path';

it('leads to the place itself', () => {
  const block = {
    kind: 'block',
    contentType: 'api::page.page',
    isSingle: false,
    documentId: 'abc',
    locale: null,
    status: 'draft',
    component: 'blocks.hero',
    block: 'k1',
  } as const;
  expect(placePath({ target: block })).toBe(
    '/content-manager/collection-types/api::page.page/abc#attune-block=k1',
  );
  expect(placePath({ target: { kind: 'flow', id: 'f1', step: '@trigger' } })).toBe(
    '/plugins/attune/flows/f1?step=%40trigger',
  );
  expect(placePath({ target: { kind: 'flow', id: 'f1' } })).toBe('/plugins/attune/flows/f1');
  expect(placePath({ target: { kind: 'segment', id: 's1', key: 'vip' } })).toBe(
    '/plugins/attune/segments/s1',
  );
  expect(placePath({ target: null })).toBeUndefined();
});
