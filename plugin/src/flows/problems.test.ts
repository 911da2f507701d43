import { describe, expect, it } from 'vitest';

import cart from '../../../templates/flows/cart-abandonment.json';
import { describeFlow } from './describe';
import type { FlowDefinition, FlowStep } from './flow';
import { flowProblems } from './problems';
import { flowReferences } from './references';
import { flowDefinitionSchema, flowDraftSchema } from './schema';
import { flowSteps } from './steps/definitions';

const steps = flowSteps();
const schema = flowDefinitionSchema(steps);
const mails = ['cart-abandonment', 'cart-second', 'cart-last-call'];
const around = { templates: new Set(mails), segments: new Set(['vip', 'phones']) };
const shipped = cart.definition as unknown as FlowDefinition;

const flow = (its: Record<string, FlowStep>, more: Partial<FlowDefinition> = {}): FlowDefinition => ({
  trigger: { kind: 'event', name: 'Signed Up' },
  start: 'a',
  steps: its,
  ...more,
});
const messages = (definition: FlowDefinition) =>
  flowProblems(definition, steps, { ...around, requestSegments: new Set(['phones']) }).map(
    ({ path, message }) => `${path} ${message}`,
  );

describe('what publishing refuses', () => {
  it('has nothing against the shipped flow', () => {
    expect(flowProblems(schema.parse(cart.definition), steps, around)).toEqual([]);
    expect([...flowReferences(shipped, steps).templates]).toEqual(mails);
  });

  it('wants the address of a server where one stands for it', () => {
    const to = (url: string) =>
      messages(flow({ a: { kind: 'webhook', url, next: 'b' }, b: { kind: 'end' } }));
    for (const url of [
      'https://audience.invalid/add',
      'http://x.INVALID',
      'https://invalid.invalid:8443?a',
    ]) {
      expect(to(url)).toEqual(['steps.a Put in the address of a server: this one stands for it.']);
    }
    for (const url of ['https://hooks.example.com/a.invalid', 'https://invalid.example.com/']) {
      expect(to(url)).toEqual([]);
    }
  });

  it('wants the saved groups that its conditions name', () => {
    const when = { kind: 'trait', where: { company: { $inGroup: 'partners' } } } as const;
    const asking = flow({
      a: { kind: 'branch', ways: [{ when, next: 'b' }], otherwise: 'b' },
      b: { kind: 'end' },
    });
    expect(messages(asking)).toEqual(['steps.a There is no saved group "partners".']);
    expect([...flowReferences(asking, steps).groups]).toEqual(['partners']);
    expect(flowProblems(asking, steps, { ...around, groups: new Set(['partners']) })).toEqual([]);
  });

  it('wants a template that shows a cart or a code to be given one', () => {
    const its = { a: { kind: 'send-email', template: 'cart-second', next: 'b' }, b: { kind: 'end' } };
    const asks = new Map([['cart-second', { cart: true, codes: ['gift'] }]]);
    const names = { templates: new Map([['cart-second', 'Second reminder']]) };
    const said = (more: Partial<FlowDefinition>) =>
      flowProblems(flow(its, more), steps, { ...around, asks, names }).map(({ step, message }) => [
        step,
        message,
      ]);
    const noCode =
      'The e-mail template “Second reminder” prints the discount code “gift”, and no step of that name draws one.';
    const noCart =
      'The e-mail template “Second reminder” is about a cart, and nobody comes into this flow with one. Choose another template, or let the flow begin with a cart that is left.';
    const birthday = { kind: 'date', field: 'birthday', yearly: true, zone: 'Europe/London' } as const;
    const booked = { ...birthday, event: { name: 'Booking Made' } };
    for (const trigger of [birthday, { kind: 'segment-entered', segment: 'vip' }] as const) {
      expect(said({ trigger })).toEqual([
        ['a', noCart],
        ['a', noCode],
      ]);
    }
    for (const trigger of [{ kind: 'cart-left', for: '1h' }, booked, { kind: 'api' }] as const) {
      expect(said({ trigger })).toEqual([['a', noCode]]);
    }
    const drawing = { ...its, gift: { kind: 'discount-code', pattern: 'G-****', lasts: '7d', next: 'a' } };
    expect(said({ start: 'gift', steps: drawing })).toEqual([]);
  });

  it('calls steps, templates, segments and flows by their names', () => {
    const named = flow(
      {
        a: { kind: 'send-email', template: 'cart-second', next: 'b' },
        b: {
          kind: 'wait-for-event',
          name: 'Email Clicked',
          from: 'c',
          timeout: '1d',
          then: 'd',
          otherwise: 'c',
        },
        c: { kind: 'wait', for: '1h', next: 'd' },
        d: { kind: 'start-flow', flow: 'again', next: 'e' },
        e: { kind: 'end' },
      },
      { trigger: { kind: 'segment-entered', segment: 'vip' } },
    );
    const names = {
      templates: new Map([['cart-second', 'Second reminder']]),
      segments: new Map([['vip', 'Best customers']]),
      flows: new Map([['again', 'Come again']]),
    };
    const heard = { ...named.steps, b: { ...named.steps.b!, from: 'a' } };
    expect(describeFlow({ ...named, steps: heard }, steps, { names })).toMatchObject({
      trigger: 'When somebody enters the segment “Best customers”',
      steps: {
        a: 'send the e-mail “Second reminder”',
        b: 'wait up to 1 day for “Email Clicked” of the mail “Second reminder”',
        d: 'start the flow “Come again”',
      },
    });
    const problems = flowProblems(named, steps, { ...around, names, flows: new Map([['again', []]]) });
    expect(problems.map(({ message }) => message)).toEqual(['“wait 1 hour” sends no e-mail.']);
  });

  it('is begun by no mail of its own', () => {
    const steps: Record<string, FlowStep> = {
      a: { kind: 'send-email', template: 'cart-second', next: 'b' },
      b: { kind: 'end' },
    };
    const trigger = { kind: 'event', name: 'Email Sent' } as const;
    expect(messages(flow(steps, { trigger }))).toEqual([
      expect.stringContaining('trigger.name Each mail of this flow is an “Email Sent”'),
    ]);
    expect(messages(flow(steps, { trigger, reentry: 'once' }))).toEqual([]);
    expect(
      messages(flow({ a: { kind: 'wait', for: '1h', next: 'b' }, b: { kind: 'end' } }, { trigger })),
    ).toEqual([]);
  });

  it('names templates, segments and steps that are not there', () => {
    const found = messages(
      flow(
        {
          a: { kind: 'send-email', template: 'gone', next: 'b' },
          b: {
            kind: 'branch',
            ways: [{ when: { kind: 'segment', id: 'nobody' }, next: 'c' }],
            otherwise: 'nowhere',
          },
          c: { kind: 'wait-for-event', name: 'x', from: 'q', timeout: '1h', then: 'd', otherwise: 'd' },
          d: { kind: 'end' },
        },
        { exits: [{ kind: 'segment-left', segment: 'lost' }] },
      ),
    );
    for (const part of [
      'template "gone"',
      'segment "nobody"',
      '"nowhere"',
      '"q"',
      'exits.0.segment',
      '"lost"',
    ]) {
      expect(found.join('\n')).toContain(part);
    }
    expect(found).toHaveLength(5);
  });

  it('marks steps that nobody reaches, and circles that never wait', () => {
    const restless = flow({
      a: { kind: 'send-email', template: 'cart-abandonment', next: 'a' },
      lonely: { kind: 'end' },
    });
    expect(messages(restless)).toEqual([
      'steps.lonely No way leads to this step.',
      'steps.a This step comes round to itself without a wait. Put a wait on the way round, or let it lead on.',
    ]);
    const patient = flow({
      a: { kind: 'send-email', template: 'cart-abandonment', next: 'b' },
      b: { kind: 'wait', for: '1d', next: 'a' },
    });
    expect(messages(patient)).toEqual([]);
  });

  it('refuses segments that a request has a say in, and keys that nothing carries', () => {
    const end = { a: { kind: 'end' } };
    const asks = (key: string) => ({
      a: {
        kind: 'branch',
        ways: [{ when: { not: { kind: 'segment', id: key } }, next: 'b' }],
        otherwise: 'b',
      },
      b: { kind: 'end' },
    });
    const refused = (path: string) => [
      `${path} The segment “phones” is judged at each visit, by what the request says; a flow cannot ask for it.`,
    ];
    for (const kind of ['segment-entered', 'segment-left'] as const) {
      expect(messages(flow(end, { trigger: { kind, segment: 'phones' } }))).toEqual(
        refused('trigger.segment'),
      );
    }
    for (const kind of ['segment-entered', 'segment-left'] as const) {
      expect(messages(flow(end, { exits: [{ kind, segment: 'phones' }] }))).toEqual(
        refused('exits.0.segment'),
      );
      expect(messages(flow(end, { goal: { kind, segment: 'phones' } }))).toEqual(refused('goal.segment'));
    }
    expect(messages(flow(asks('phones')))).toEqual(refused('steps.a'));
    expect(messages(flow(asks('vip')))).toEqual([]);
    expect(
      messages(flow(end, { exits: [{ kind: 'event', name: 'Order Completed', sameKey: true }] }))[0],
    ).toContain('names no key');
  });
});

describe('what saving refuses', () => {
  const faults = (value: unknown): string =>
    (schema.safeParse(value).error?.issues ?? [])
      .map(({ path, message }) => `${path.join('.')}: ${message}`)
      .join('\n');

  it('names the step and the option', () => {
    expect(faults(flow({ a: { kind: 'wait', for: '-1h', next: 'b' } }))).toContain('steps.a.for');
    expect(faults(flow({ a: { kind: 'dance' } }))).toContain('There is no step of the kind "dance"');
    expect(faults(flow({ a: { kind: 'end', colour: 'red' } }))).toContain('steps.a');
    expect(faults(flow({ 'a:b': { kind: 'end' } }))).toContain('steps');
    expect(
      faults(
        flow(
          { a: { kind: 'end' } },
          { trigger: { kind: 'schedule', cron: '61 * * * *', timezone: 'Mars/Base', segment: 'vip' } },
        ),
      ),
    ).toMatch(/cron[^]*timezone/);
  });

  it('lets drafts hold steps of kinds that only the server knows', () => {
    expect(flowDraftSchema.safeParse(flow({ a: { kind: 'theirs', size: 3 } })).success).toBe(true);
    expect(schema.parse(shipped)).toEqual(shipped);
  });
});

describe('a flow as text', () => {
  it('says when it begins, what ends it and what each step does', () => {
    expect(describeFlow(shipped, steps)).toMatchObject({
      trigger: 'When a cart has been left for 1 hour, once for each cart_id',
      ends: ['Reached when “Order Completed” happens', 'Left when the cart is emptied or ordered'],
      steps: { 'time-to-order': 'wait 24 hours', remind: 'send the e-mail “cart-abandonment”' },
    });
  });
});
