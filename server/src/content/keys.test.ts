import { describe, expect, it } from 'vitest';

import { AUDIENCE_FIELD, EXPERIENCE_FIELD, isPluginError } from '../../../plugin/src';
import { createKeys } from './keys';
import { createMergeTags } from './merge-tags';
import { createShapes, type Model } from './shape';

const audience = { type: 'json', customField: AUDIENCE_FIELD };
const models: Readonly<Record<string, Model>> = {
  'parts.card': {
    uid: 'parts.card',
    modelType: 'component',
    attributes: { label: { type: 'string' }, audience },
  },
  'parts.box': {
    uid: 'parts.box',
    modelType: 'component',
    attributes: { card: { type: 'component', component: 'parts.card' } },
  },
  'api::page.page': {
    uid: 'api::page.page',
    attributes: {
      title: { type: 'string', pluginOptions: { attune: { mergeTags: true } } },
      blocks: { type: 'dynamiczone', components: ['parts.box', 'parts.card'] },
      lead: { type: 'component', component: 'parts.card' },
      boxes: { type: 'component', component: 'parts.box' },
      experience: { type: 'json', customField: EXPERIENCE_FIELD },
    },
  },
};
const shapes = createShapes((uid) => models[uid]);
const fill = (data: unknown, types?: readonly string[], fresh = false) => {
  let made = 0;
  const keys = createKeys({
    shapes,
    tags: createMergeTags(['firstName']),
    types: types && new Set(types),
    newId: () => `new${(made += 1)}`,
  });
  return keys(data, 'api::page.page', fresh);
};
const faultOf = (data: unknown, types?: readonly string[]): string => {
  try {
    fill(data, types);
    return '';
  } catch (error) {
    return isPluginError(error) ? error.message : 'not ours';
  }
};
const vip = { show: 'only', segments: ['vip'] };

describe('the types whose components outside a zone are personalised', () => {
  const inZone = {
    blocks: [
      { __component: 'parts.card', audience: vip },
      { __component: 'parts.box', card: { audience: vip } },
    ],
  };

  it.each([
    [{ lead: { audience: vip } }, 'lead.audience: '],
    [{ boxes: [{}, { card: { audience: vip } }] }, 'boxes.1.card.audience: '],
    [{ lead: { audience: { show: 'everyone', until: '2030-01-01T00:00:00Z' } } }, 'lead.audience: '],
    [{ lead: { audience: { show: 'everyone', slot: 'top' } } }, 'lead.audience: '],
  ])('refuse %j where the type is not named, and only there', (data, path) => {
    expect(faultOf(data, ['api::other.other'])).toContain(path);
    expect(faultOf(data, [])).toContain('content.types');
    expect(faultOf(data, ['api::page.page'])).toBe('');
    expect(faultOf(data)).toBe('');
  });

  it.each([[inZone], [{ lead: { audience: { show: 'everyone' } } }], [{ lead: { audience: null } }]])(
    'let %j pass everywhere',
    (data) => {
      expect(faultOf(data, [])).toBe('');
    },
  );
});

describe('keys', () => {
  it('are made for audiences and variants, each its own', () => {
    const variant = { audience: vip, overrides: { title: 'x' } };
    const data = {
      lead: { audience: { ...vip, key: 'a' } },
      experience: { variants: [{ ...variant, key: 'a' }, variant, { ...variant, key: 'b' }] },
    };
    const keysOf = (value: unknown) =>
      [...JSON.stringify(value).matchAll(/"key":"(\w+)"/g)].map(([, key]) => key);
    expect(keysOf(fill(data))).toEqual(['a', 'new1', 'new2', 'b']);
    expect(keysOf(fill(data, undefined, true))).toEqual(['new1', 'new2', 'new3', 'new4']);
  });

  it('leave alone what holds none', () => {
    const data = { title: 'x', lead: { label: 'y' } };
    expect(fill(data)).toBe(data);
    expect(fill({ experience: '' })).toEqual({ experience: null });
    expect(fill({ experience: { variants: [] } })).toEqual({ experience: null });
  });

  it('are not made for what is refused', () => {
    expect(faultOf({ title: '{{x}}' })).toContain('title: ');
    expect(faultOf({ experience: [] })).toContain('experience: ');
    expect(faultOf({ experience: { variants: [{ audience: { show: 'x' }, overrides: {} }] } })).toContain(
      'experience.variants.0.audience.show: ',
    );
  });
});
