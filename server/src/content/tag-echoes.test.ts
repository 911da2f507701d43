import { describe, expect, it } from 'vitest';

import { EXPERIENCE_FIELD } from '../../../plugin/src';
import { createMergeTags } from './merge-tags';
import { createShapes, type Model } from './shape';
import { createTagEchoes } from './tag-echoes';

const pluginOptions = { attune: { mergeTags: true } };
const models = [
  {
    uid: 'blocks.hero',
    modelType: 'component',
    attributes: { title: { type: 'string' }, text: { type: 'text', pluginOptions } },
  },
  {
    uid: 'page',
    modelType: 'contentType',
    attributes: {
      title: { type: 'string' },
      teaser: { type: 'richtext', pluginOptions },
      story: { type: 'blocks', pluginOptions },
      lead: { type: 'component', component: 'blocks.hero' },
      blocks: { type: 'dynamiczone', components: ['blocks.hero'] },
      experience: { type: 'json', customField: EXPERIENCE_FIELD },
    },
  },
] as Model[];
const shapes = createShapes((uid) => models.find((model) => model.uid === uid));
const echoes = createTagEchoes({ shapes, tags: createMergeTags(['firstName', 'city']) });

const NAME = '{{fallback profile.firstName "there"}}';
const CITY = '{{fallback profile.city "there"}}';
const story = (text: string) => [{ type: 'paragraph', children: [{ type: 'text', text }] }];
const stored = {
  title: NAME,
  teaser: `Hello *${NAME}*`,
  story: story(NAME),
  lead: { id: 1, text: `Hi ${NAME}` },
  blocks: [
    { __component: 'blocks.hero', id: 2, text: NAME },
    { __component: 'blocks.hero', id: 3, text: CITY },
  ],
  experience: {
    variants: [
      {
        key: 'v',
        name: 'V',
        audience: { key: '', show: 'everyone', segments: [] },
        overrides: { teaser: `Ah ${NAME}` },
      },
    ],
  },
};
const anna = { firstName: 'A<na' };
const restore = (data: unknown) => echoes.restore(data, 'page', [stored], [anna]);

describe('a text that comes back as it was shown', () => {
  it.each([
    ['to strangers', { teaser: 'Hello *there*' }, { teaser: stored.teaser }],
    ['to who writes it, escaped as it was', { teaser: 'Hello *A&#60;na*' }, { teaser: stored.teaser }],
    ['in text blocks', { story: story('A<na') }, { story: stored.story }],
    ['in a component', { lead: { text: 'Hi there' } }, { lead: { text: stored.lead.text } }],
    [
      'in one of two blocks that show the same',
      { blocks: [{ __component: 'blocks.hero', id: 3, text: 'there' }] },
      { blocks: [{ __component: 'blocks.hero', id: 3, text: CITY }] },
    ],
    ['as a variant has it', { teaser: 'Ah there' }, { teaser: `Ah ${NAME}` }],
  ])('keeps its tags as shown %s', (_what, given, kept) => {
    expect(restore(given)).toEqual(kept);
  });

  it.each([
    ['another text', { teaser: 'Hello *you*' }],
    ['the text with its tags', { teaser: stored.teaser }],
    ['a new tag', { teaser: `Dear ${CITY}` }],
    ['an attribute without tags', { title: 'there' }],
    ['nothing', { teaser: null }],
    ['blocks of no kind', { blocks: [null, 'x', { __component: 'gone', text: 'there' }] }],
  ])('leaves %s as it is', (_what, given) => {
    expect(restore(given)).toBe(given);
  });

  it('is looked for where an attribute with tags is written', () => {
    expect(echoes.concerns({ lead: { text: 'x' } }, 'page')).toBe(true);
    expect(echoes.concerns({ title: 'x', lead: { title: 'x' } }, 'page')).toBe(false);
    expect(echoes.concerns('x', 'page')).toBe(false);
    expect(echoes.concerns({ teaser: 'x' }, 'gone')).toBe(false);
  });
});
