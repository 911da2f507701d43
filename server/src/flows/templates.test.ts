import { describe, expect, it } from 'vitest';

import { flowDefinitionSchema, flowProblems, flowSteps } from '../../../plugin/src';
import { createRenderer } from '../emails';
import { readShipped } from '../emails/strapi/shipped-files';
import { flowTemplates } from './templates';

const steps = flowSteps();
const shipped = readShipped();
const around = { templates: new Set(shipped.emails.map(({ key }) => key)), segments: new Set<string>() };

describe('a ready flow', () => {
  it.each(flowTemplates)('can be published as it comes: $key', ({ key, definition }) => {
    const problems = flowProblems(flowDefinitionSchema(steps).parse(definition), steps, around);
    // Only the shop knows the address of its own server.
    const wanted = key === 'cart-ad-audience' ? ['steps.audience'] : [];
    expect(problems.map(({ path }) => path)).toEqual(wanted);
  });

  it('can be published once its server has an address', () => {
    const { definition } = flowTemplates.find(({ key }) => key === 'cart-ad-audience')!;
    const audience = { ...definition.steps.audience!, url: 'https://hooks.example.com/add' };
    const filled = { ...definition, steps: { ...definition.steps, audience } };
    expect(flowProblems(flowDefinitionSchema(steps).parse(filled), steps, around)).toEqual([]);
  });
});

describe('a ready e-mail', () => {
  const renderer = createRenderer({ ...shipped, siteUrl: 'https://shop.example' });
  const site = { name: 'Shop', url: 'https://shop.example' };
  const links = { unsubscribe: 'https://shop.example/u', confirm: 'https://shop.example/y' };
  const cart = { url: site.url, recoveryUrl: site.url, currency: 'EUR', total: 0, items: [] };
  const nothing = { profile: {}, codes: {}, bestSellers: [], cart };

  it.each(shipped.emails)(
    'is rendered from its sample, and for somebody of whom nothing is known: $key',
    (email) => {
      for (const known of [{ ...nothing, ...email.sample }, nothing]) {
        const rendering = renderer.render(email, { ...known, site, links });
        expect(rendering.ok ? [] : rendering.problems).toEqual([]);
        if (!rendering.ok) return;
        expect(rendering.mail.html).toContain(links.unsubscribe);
        expect(rendering.mail.text).toContain('https://shop.example');
      }
    },
  );

  it('says the code that was drawn for it', () => {
    const email = shipped.emails.find(({ key }) => key === 'win-back')!;
    const rendering = renderer.render(email, { ...nothing, codes: { code: 'AGAIN-XYZ' }, site, links });
    expect(rendering.ok && rendering.mail.html).toContain('AGAIN-XYZ');
    expect(rendering.ok && rendering.mail.text).toContain('AGAIN-XYZ');
  });
});
