import { describe, expect, it } from 'vitest';

import { readShipped } from '../strapi/shipped-files';
import { createAsks } from './asks';

const shipped = readShipped();
const asks = createAsks(shipped.partials);
const of = (html: string) => asks({ subject: 'x', html, text: '' });

describe('what a template asks of its flow', () => {
  it('is a cart or a code that it prints without a question', () => {
    expect(of('{{#each cart.items}}{{name}}{{/each}}')).toEqual({ cart: true, codes: [] });
    expect(of('{{> cart-items}}').cart).toBe(true);
    expect(of('{{#if codes.gift}}{{codes.gift}}{{else}}{{codes.other}}{{/if}}').codes).toEqual(['other']);
    expect(of('{{> button href=cart.recoveryUrl label="Back"}}').cart).toBe(true);
    expect(of('{{#unless cart.items}}{{cart.total}}{{/unless}}').cart).toBe(true);
  });

  it('is nothing where it asks first, or has other words ready', () => {
    for (const html of [
      '{{#if cart.items}}{{> cart-items}}{{money cart.total cart.currency}}{{/if}}',
      '{{#unless cart.items}}Nothing.{{else}}{{cart.total}}{{/unless}}',
      '{{fallback codes.gift "AUTUMN"}}',
      '<a href="{{cart.url}}">Shop</a>',
      '{{#if broken}',
    ]) {
      expect(of(html)).toEqual({ cart: false, codes: [] });
    }
  });

  it('is a cart for the ready mails about one, and for no other', () => {
    const asking = shipped.emails.filter((email) => asks(email).cart).map(({ key }) => key);
    expect([...asking].sort()).toEqual(['cart-abandonment', 'cart-last-call', 'cart-second']);
    expect(shipped.emails.flatMap((email) => asks(email).codes)).toEqual([]);
  });
});
