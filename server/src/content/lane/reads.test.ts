import { describe, expect, it } from 'vitest';

import { createShapes, type Model } from '../shape';
import { ANY } from './kept';
import { createReads } from './reads';

const models = new Map(
  (
    [
      {
        uid: 'page',
        attributes: {
          title: { type: 'string' },
          zone: { type: 'dynamiczone', components: ['hero', 'grid'] },
          lead: { type: 'component', component: 'hero' },
          author: { type: 'relation', target: 'author' },
          picture: { type: 'media' },
          anything: { type: 'relation' },
        },
      },
      {
        uid: 'hero',
        modelType: 'component',
        attributes: { title: { type: 'string' }, author: { type: 'relation', target: 'author' } },
      },
      {
        uid: 'grid',
        modelType: 'component',
        attributes: { cards: { type: 'component', component: 'card' } },
      },
      { uid: 'card', modelType: 'component', attributes: { label: { type: 'string' } } },
      {
        uid: 'author',
        attributes: { name: { type: 'string' }, pages: { type: 'relation', target: 'page' } },
      },
      { uid: 'plugin::upload.file', attributes: { url: { type: 'string' }, related: { type: 'relation' } } },
    ] as Model[]
  ).map((model) => [model.uid, model]),
);

const read = createReads(createShapes((uid) => models.get(uid)));
const readBy = (params: unknown, uid = 'page') => {
  const noted = new Set<string>();
  read(uid, params, (one) => noted.add(one));
  return [...noted].sort();
};

describe('what a query reads', () => {
  it.each<[string, unknown, string[]]>([
    ['nothing asked for', undefined, ['page']],
    ['fields alone', { select: ['title'], where: { title: { $eq: 'x' } } }, ['page']],
    ['all at one level', { populate: true }, [ANY, 'author', 'grid', 'hero', 'page', 'plugin::upload.file']],
    ['a list of names', { populate: ['lead', 'picture'] }, ['hero', 'page', 'plugin::upload.file']],
    ['names in one text', { populate: 'lead,author' }, ['author', 'hero', 'page']],
    ['what is not wanted', { populate: { lead: false, author: true } }, ['author', 'page']],
    [
      'kinds of blocks, and what is in them',
      { populate: { zone: { on: { hero: { populate: { author: true } }, grid: { populate: ['cards'] } } } } },
      ['author', 'card', 'grid', 'hero', 'page'],
    ],
    [
      'the blocks of a zone',
      { populate: { zone: { populate: { cards: true } } } },
      ['card', 'grid', 'hero', 'page'],
    ],
    ['filters', { where: { $and: [{ author: { name: { $eq: 'A' } } }] } }, ['author', 'page']],
    [
      'filters on the way back',
      { where: { author: { pages: { lead: { id: 1 } } } } },
      ['author', 'hero', 'page'],
    ],
    ['an order', { orderBy: [{ author: { name: 'asc' } }] }, ['author', 'page']],
    [
      'filters in what is populated',
      { populate: { author: { where: { pages: { id: 1 } } } } },
      ['author', 'page'],
    ],
    ['a relation to anything', { populate: { anything: true } }, [ANY, 'page']],
    ['what does not exist', { populate: { nowhere: true } }, ['page']],
    ['a way in one word', { populate: ['author.pages'] }, [ANY, 'page']],
  ])('%s', (_what, params, uids) => {
    expect(readBy(params)).toEqual(uids);
  });

  it('does not know what a model without a schema leads to', () => {
    expect(readBy({ where: { key: 'x' } }, 'strapi::core-store')).toEqual(['strapi::core-store']);
    expect(readBy({ populate: ['permissions'] }, 'unknown')).toEqual([ANY, 'unknown']);
  });
});
