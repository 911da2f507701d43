import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { JsonObject } from '../../../plugin/src';
import { createMergeTags } from './merge-tags';

const tags = createMergeTags(['firstName', 'address.city', 'constructor.name', '__proto__.x']);
const anna: JsonObject = { firstName: 'Anna', address: { city: 'Graz' }, plan: 'vip' };
const fill = (text: string, traits: JsonObject | undefined = anna) => tags.fill(text, 'plain', traits);

describe('merge tags', () => {
  it.each([
    ['Hello {{fallback profile.firstName "there"}}!', 'Hello Anna!', 'Hello there!'],
    ["{{ fallback profile.nick profile.firstName 'you' }}", 'you', 'you'],
    ['{{fallback profile.address.city profile.firstName "home"}}', 'Graz', 'home'],
    ['{{profile.firstName}} in {{profile.address.city}}', 'Anna in Graz', ' in '],
    ['{{fallback "a" profile.firstName}}', 'a', 'a'],
    ['{{fallback profile.firstName "says }} so"}}', 'Anna', 'says }} so'],
    ['no tag, { one brace } and }}', 'no tag, { one brace } and }}', 'no tag, { one brace } and }}'],
    ['\\{{as it is}}', '{{as it is}}', '{{as it is}}'],
  ])('%s', (text, known, stranger) => {
    expect(fill(text)).toBe(known);
    expect(tags.fill(text, 'plain', undefined)).toBe(stranger);
  });

  it.each([
    ['{{profile.plan}}', '', 'profile.firstName'],
    ['{{fallback profile.plan "friend"}}', 'friend', 'nothing a page may print'],
    ['{{{profile.firstName}}}', '', 'escaped'],
    ['{{&profile.firstName}}', '', 'escaped'],
    ['{{#if profile.firstName}}x{{/if}}', 'x', 'written'],
    ['{{> card}}', '', 'written'],
    ['{{lookup profile "firstName"}}', 'firstName', 'written'],
    ['{{fallback (lookup profile "x") "y"}}', 'y', 'written'],
    ['{{fallback profile.firstName "there"', 'there', 'written'],
    ['{{', '', 'written'],
    ['{{@root.profile.firstName}}', '', 'nothing a page may print'],
    ['{{../profile.firstName}}', '', 'nothing a page may print'],
    ['{{this.firstName}}', '', 'nothing a page may print'],
    ['{{profile.firstName x=1}}', '', 'written'],
  ])('shows the fallback or nothing of %s, and refuses it on save', (text, shown, fault) => {
    expect(fill(text)).toBe(shown);
    expect(tags.faults(text, 'plain').join()).toContain(fault);
  });

  it.each([{}, { constructor: { name: 'x' } }])('reaches nothing but own properties of %j', (traits) => {
    const shown = Object.hasOwn(traits, 'constructor') ? 'x' : 'none';
    expect(fill('{{fallback profile.constructor.name "none"}}', traits as JsonObject)).toBe(shown);
    expect(fill('{{fallback profile.__proto__.x "none"}}', traits as JsonObject)).toBe('none');
  });

  it.each([
    [{ firstName: '  ' }],
    [{ firstName: null }],
    [{ firstName: ['a'] }],
    [{ firstName: { a: 1 } }],
    [{ firstName: 'x'.repeat(501) }],
    [{ firstName: '\u0000\u202e' }],
    ['text' as unknown as JsonObject],
  ])('takes %j for nothing known', (traits) => {
    expect(fill('{{fallback profile.firstName "there"}}', traits as JsonObject)).toBe('there');
  });

  it('leaves nothing of a value for Markdown or HTML to read', () => {
    const sign = fc.constantFrom(...'<>&"\'`*_[](){}#+-.!|~\\/:=\n ab');
    fc.assert(
      fc.property(fc.string({ unit: sign, maxLength: 40 }), (firstName) => {
        const shown = String(tags.fill('{{profile.firstName}}', 'markup', { firstName }));
        expect(shown.replace(/&#\d+;/g, '')).toMatch(/^[ab ]*$/);
        const decoded = shown.replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));
        expect(decoded).toBe(firstName.replace(/\s+/g, ' ').trim());
      }),
    );
  });

  it.each([
    '[x](https://shop/{{fallback profile.firstName "a"}})',
    '[x]( {{fallback profile.firstName "a"}})',
    '[x](<{{fallback profile.firstName "a"}}>)',
    '[x]: https://{{fallback profile.firstName "a"}}',
    '<a href="{{fallback profile.firstName "a"}}">x</a>',
    '<b onclick=\'x("{{fallback profile.firstName "a"}}")\'>x</b>',
    '<script>\nlet x = 1;\nlet name = "{{fallback profile.firstName "a"}}";</script>',
    '<https://{{fallback profile.firstName "a"}}>',
  ])('stands in no address and no sign of HTML: %s', (text) => {
    expect(tags.faults(text, 'markup').join()).toContain('stands in text');
    expect(tags.fill(text, 'markup', anna)).not.toContain('Anna');
  });

  it.each([
    '[{{profile.firstName}}](https://shop/x) and {{profile.firstName}}',
    '<b>{{profile.firstName}}</b>',
    '<script>x</script> {{profile.firstName}}',
    '5 < 6 {{profile.firstName}}',
    '[x](https://shop "for {{profile.firstName}}")',
  ])('stands in text: %s', (text) => {
    expect(tags.faults(text, 'markup')).toEqual([]);
    expect(tags.fill(text, 'markup', anna)).toBe(text.replaceAll('{{profile.firstName}}', 'Anna'));
  });

  it('fills the leaves of text blocks, and nothing else of them', () => {
    const tag = '{{profile.firstName}}';
    const blocks = [
      { type: 'paragraph', children: [{ type: 'text', text: `Hello ${tag}`, bold: true }] },
      {
        type: 'list',
        children: [
          {
            type: 'list-item',
            children: [{ type: 'link', url: `https://x/${tag}`, children: [{ type: 'text', text: tag }] }],
          },
        ],
      },
      { type: 'paragraph', children: [{ type: 'text', text: 'as it was' }] },
    ];
    const before = JSON.stringify(blocks);
    const shown = tags.fill(blocks, 'blocks', anna) as typeof blocks;
    expect(JSON.stringify(shown)).toBe(
      before.replaceAll(`"text":"${tag}"`, '"text":"Anna"').replace(`Hello ${tag}`, 'Hello Anna'),
    );
    expect(shown[2]).toBe(blocks[2]);
    expect(JSON.stringify(blocks)).toBe(before);
    expect(tags.isIn(blocks)).toBe(true);
    expect(tags.fill(blocks.slice(2), 'blocks', anna)).toEqual(blocks.slice(2));
    expect(tags.isIn(blocks.slice(2))).toBe(false);
  });

  it('never throws and never takes long, whatever the text', () => {
    const piece = fc.constantFrom(
      '{{',
      '}}',
      '"',
      "'",
      'fallback ',
      'profile.firstName',
      '\\',
      '\n',
      '<',
      '](',
      'x',
    );
    fc.assert(
      fc.property(
        fc.string({ unit: piece, maxLength: 60 }),
        fc.constantFrom('plain', 'markup', 'blocks'),
        (text, place) => {
          expect(typeof tags.fill(text, place, anna)).toBe('string');
          expect(Array.isArray(tags.faults(text, place))).toBe(true);
        },
      ),
      { numRuns: 2_000 },
    );
    const before = process.cpuUsage();
    for (const hostile of ['{{"', "{{'", '{{fallback "', '<a', '](', '{{{']) {
      const text = hostile.repeat(199_000 / hostile.length);
      tags.fill(text, 'markup', anna);
      tags.fill(`${text}${text}`, 'markup', anna);
    }
    // Of the processor's time: others may use it too.
    expect(process.cpuUsage(before).user / 1_000).toBeLessThan(3_000);
  });
});
