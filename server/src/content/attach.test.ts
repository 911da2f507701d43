import { describe, expect, it } from 'vitest';

import { attach, detach, zoneComponents } from './attach';

const file = (text: string) => ({ uid: 'blocks.hero', path: 'src/components/blocks/hero.json', text });

const HERO = `{
  "collectionName": "heroes",
  "attributes": {
    "title": {
      "type": "string"
    }
  }
}
`;

describe('attach and detach', () => {
  it('add the field, leave the rest of the file alone, and undo each other', () => {
    const added = attach(file(HERO));
    if (added.kind !== 'changed') throw new Error(added.kind);
    expect(added.text).toBe(`{
  "collectionName": "heroes",
  "attributes": {
    "title": {
      "type": "string"
    },
    "audience": {
      "type": "customField",
      "customField": "plugin::attune.audience"
    }
  }
}
`);
    expect(attach(file(added.text)).kind).toBe('as-it-was');
    expect(detach(file(added.text))).toMatchObject({ kind: 'changed', text: HERO, attribute: 'audience' });
    expect(detach(file(HERO)).kind).toBe('as-it-was');
  });

  it('keep tabs and a missing last line break', () => {
    const text = '{\n\t"attributes": {\n\t\t"audience": {\n\t\t\t"type": "string"\n\t\t}\n\t}\n}';
    const added = attach(file(text));
    expect(added).toMatchObject({ kind: 'changed', attribute: 'attuneAudience' });
    expect(added.kind === 'changed' && added.text).toMatch(/^\{\n\t"attributes"[^]*\}$/);
    expect(detach(file(added.kind === 'changed' ? added.text : ''))).toMatchObject({ text });
  });

  it('say which file they cannot read', () => {
    expect(attach(file('// not JSON')).kind).toBe('unreadable');
    expect(attach(file('{"attributes":[]}')).kind).toBe('unreadable');
  });

  it('know the components of zones', () => {
    const page = JSON.stringify({
      attributes: {
        blocks: { type: 'dynamiczone', components: ['blocks.hero', 'blocks.text'] },
        seo: { type: 'component', component: 'parts.seo' },
      },
    });
    expect([...zoneComponents([page, 'broken'])]).toEqual(['blocks.hero', 'blocks.text']);
  });
});
