import { expect, it } from 'vitest';

import { flowSteps } from '../../../plugin/src';
import { lookOf } from './kind-looks';

it('gives each kind of step a picture of its own', () => {
  const kinds = [
    'trigger',
    ...flowSteps()
      .all()
      .map(({ kind }) => kind),
    'of-an-extension',
  ];
  expect(new Set(kinds.map((kind) => lookOf(kind).Icon)).size).toBe(kinds.length);
});
