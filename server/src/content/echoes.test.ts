import { describe, expect, it } from 'vitest';

import { EXPERIENCE_FIELD } from '../../../plugin/src';
import { mayEcho, withoutEchoes } from './echoes';
import { createShapes, type Model } from './shape';

const article: Model = {
  uid: 'api::article.article',
  attributes: {
    title: { type: 'string' },
    slug: { type: 'uid' },
    big: { type: 'biginteger' },
    at: { type: 'datetime' },
    cover: { type: 'media' },
    experience: { type: 'json', customField: EXPERIENCE_FIELD },
  },
};
const shapes = createShapes((uid) => (uid === article.uid ? article : undefined));
const stored = [
  null,
  {
    variants: [
      {
        key: 'a',
        audience: { show: 'only', segments: ['vip'] },
        overrides: { title: 'For VIP', big: '9', at: '2028-02-29T06:00:00.000Z', cover: 4 },
      },
    ],
  },
];
const kept = (data: object) => withoutEchoes(data, article.uid, shapes, stored);

describe('writing back what a variant said', () => {
  it.each([
    [{ title: 'For VIP', slug: 'x' }, { slug: 'x' }],
    [{ big: '9' }, {}],
    [{ at: new Date('2028-02-29T06:00:00Z') }, {}],
    [{ at: '2028-02-29T07:00:00+01:00' }, {}],
    [{ cover: { id: 4, name: 'x' } }, {}],
    [{ cover: '4' }, {}],
  ])('leaves it out of %j', (data, left) => {
    expect(kept(data)).toEqual(left);
  });

  it('knows a long from GraphQL', () => {
    expect(kept({ big: 9n })).toEqual({});
  });

  it.each([
    [{ title: 'For VIP!' }],
    [{ slug: 'For VIP' }],
    [{ title: 'For VIP', experience: { variants: [] } }],
    [{ title: 'For VIP', experience: null }],
    [{ cover: null }],
    [{ at: { odd: true } }],
  ])('writes %j as it is', (data) => {
    expect(kept(data)).toBe(data);
  });

  it('reads what is stored only where that may be', () => {
    expect(mayEcho({ title: 'x' }, article.uid, shapes)).toBe(true);
    expect(mayEcho({ title: 'x', experience: null }, article.uid, shapes)).toBe(false);
    expect(mayEcho({ slug: 'x' }, article.uid, shapes)).toBe(false);
    expect(mayEcho({ title: 'x' }, 'api::page.page', shapes)).toBe(false);
  });
});
