import { describe, expect, it } from 'vitest';

import type { EmailSource } from '../../../../plugin/src';
import { createRenderer } from './renderer';

const renderer = createRenderer({
  layouts: { default: { html: '<main>{{{body}}}</main>', text: '{{body}}\n--\n{{site.name}}' } },
  partials: { greeting: 'Hi {{fallback profile.firstName "there"}}' },
});
const source = (part: Partial<EmailSource>): EmailSource => ({
  subject: 'Hello',
  html: '<p>Hello</p>',
  text: '',
  layout: '',
  sample: {},
  ...part,
});
const site = { name: 'Shop', url: 'https://shop.example' };
const html = (template: string, context: Record<string, unknown> = {}): string => {
  const rendering = renderer.render(source({ html: template }), { profile: {}, site, ...context });
  return rendering.ok ? rendering.mail.html : JSON.stringify(rendering.problems);
};
const problems = (template: string, context: Record<string, unknown> = {}) => {
  const rendering = renderer.render(source({ html: template }), { profile: {}, site, ...context });
  return rendering.ok ? [] : rendering.problems;
};

describe('a template', () => {
  it('falls back, however much of the path is missing', () => {
    expect(html('{{fallback profile.firstName "there"}}')).toBe('there');
    expect(html('{{fallback profile.address.city "town"}}')).toBe('town');
    expect(html('{{fallback profile.firstName "there"}}', { profile: { firstName: ' ' } })).toBe('there');
    expect(html('{{fallback profile.address "town"}}', { profile: { address: { city: 'Graz' } } })).toBe(
      'town',
    );
    expect(html('{{> greeting}}')).toBe('Hi there');
  });

  it('says where a value is missing, and what to do', () => {
    expect(problems('<p>\n  {{profile.firstName}}</p>')).toEqual([
      {
        part: 'html',
        line: 2,
        column: 5,
        message:
          '"profile.firstName" is not known here. Give it a fallback: {{fallback profile.firstName "…"}}.',
      },
    ]);
  });

  it.each([
    ['a\n{{#if profile.x}}', 2, 'ends inside a tag'],
    ['a\nb {{/if}}', 2, 'never opened'],
    ['a\n\n{{#if profile.x}}{{/each}}', 3, 'closed by {{/each}}'],
    ['{{lookup profile "x"}}', 1, 'no helper "lookup"'],
    ['{{#with profile}}{{/with}}', 1, 'no block "with"'],
    ['{{{profile.firstName}}}', 1, 'always escaped'],
    ['{{&profile.firstName}}', 1, 'always escaped'],
    ['{{> nope}}', 1, 'no such partial'],
    ['{{> (lookup profile "x")}}', 1, 'no such partial'],
    ['{{#*inline "a"}}{{> a}}{{/inline}}{{> a}}', 1, 'no partials of its own'],
    ['{{profile.constructor}}', 1, 'nothing a mail may print'],
    ['{{#if profile.__proto__.x}}a{{/if}}', 1, 'nothing a mail may print'],
  ])('refuses %s', (template, line, message) => {
    const [problem] = problems(template);
    expect(problem?.message).toContain(message);
    expect(problem?.line).toBe(line);
    expect(problem?.column).toBeGreaterThan(0);
  });

  it('escapes what people are called', () => {
    const firstName = '<script>alert(1)</script>" onload="x';
    expect(
      html('<b title="{{profile.firstName}}">{{profile.firstName}}</b>', { profile: { firstName } }),
    ).toBe(
      '<b title="&lt;script&gt;alert(1)&lt;/script&gt;&quot; onload&#x3D;&quot;x">&lt;script&gt;alert(1)&lt;/script&gt;&quot; onload&#x3D;&quot;x</b>',
    );
  });

  it.each([
    'javascript:alert(1)',
    ' JaVaScRiPt:alert(1)',
    'java\tscript:alert(1)',
    'java\u200bscript:alert(1)',
    '\u0001javascript:alert(1)',
    'data:text/html,<script>1</script>',
    'vbscript:x',
    'file:///etc/passwd',
  ])('lets no link point to %j, with or without the helper', (link) => {
    for (const tag of [
      '<a href="{{profile.link}}">',
      "<a href='{{url profile.link}}'>",
      '<img src="{{profile.link}}">',
    ]) {
      const made = html(tag, { profile: { link } });
      expect(made.toLowerCase()).not.toMatch(/script:|data:|file:/);
    }
    expect(html('<a href="{{profile.link}}">', { profile: { link } })).toBe('<a href="#">');
  });

  it('lets no entity hide a scheme', () => {
    expect(html('<a href="&#106;avascript&#58;alert(1)">x</a>')).toBe('<a href="#">x</a>');
  });

  it('leaves good links as they are', () => {
    expect(html('<a href="https://shop.example/?a=1&amp;b=2">x</a>')).toContain(
      'https://shop.example/?a=1&#38;b=2',
    );
    expect(html('<a href="mailto:me@example.com">')).toBe('<a href="mailto:me@example.com">');
  });

  it('bounds the work of nested loops', () => {
    const list = Array.from({ length: 12 }, (_, i) => ({ i }));
    const depth = 6;
    const template = '{{#each ../list}}'.repeat(depth - 1) + 'x' + '{{/each}}'.repeat(depth - 1);
    const [problem] = problems(`{{#each list}}${template.replaceAll('../list', '@root.list')}{{/each}}`, {
      list,
    });
    expect(problem?.message).toContain('too often');
  });

  it('keeps the subject on one line', () => {
    const rendering = renderer.render(source({ subject: 'Hi {{profile.firstName}}' }), {
      profile: { firstName: 'Eve\r\nBcc: all@example.com\u2028x' },
      site,
    });
    expect(rendering).toMatchObject({ ok: true, mail: { subject: 'Hi Eve Bcc: all@example.com x' } });
  });

  it('makes the plain text itself when nobody wrote it, and does not escape it when somebody did', () => {
    const made = renderer.render(
      source({
        html: '<style>x</style><h1>Hi &amp; co</h1><p>Go <a href="https://a.example">here</a></p>',
        layout: 'default',
      }),
      { profile: {}, site },
    );
    expect(made).toMatchObject({ ok: true, mail: { text: 'Hi & co\nGo here (https://a.example)' } });
    const written = renderer.render(source({ text: 'Hi {{profile.firstName}}', layout: 'default' }), {
      profile: { firstName: 'A & B' },
      site,
    });
    expect(written).toMatchObject({ ok: true, mail: { text: 'Hi A & B\n--\nShop' } });
  });

  it('names an unknown layout', () => {
    expect(renderer.check(source({ layout: 'fancy' }))[0]?.message).toContain('There are: default');
  });
});
