import { describe, expect, it } from 'vitest';

import type { Condition, FlowStep } from '../../../plugin/src';
import { exportFiles } from './export-files';
import { folderChanges } from './folder';
import type { House } from './house';
import { planImport } from './plan';
import { faultLine, nameOf, type FlowThing, type GroupThing, type SegmentThing, type Thing } from './thing';

const EMPTY: House = {
  emails: [],
  groups: [],
  segments: [],
  flows: [],
  mirrors: [],
  connections: [],
  kinds: { steps: new Set(), conditions: new Set() },
};
const notes = { description: '', purpose: '', owner: '', folder: '', tags: [] };
const trait = { kind: 'trait', where: { plan: 'vip' } } as const;
const asks = (id: string): Condition => ({ kind: 'segment', id });
const segment = (key: string, condition: Condition = trait): SegmentThing => ({
  what: 'segments',
  key,
  body: { name: key, ...notes, kind: 'live', condition },
});
const listed = (key: string): SegmentThing => ({
  what: 'segments',
  key,
  body: { name: key, ...notes, kind: 'static' },
});
const email = (key: string): Thing => ({
  what: 'emails',
  key,
  body: { name: key, subject: key, html: '<p>', text: '', layout: 'default', sample: {} },
});
const flow = (
  key: string,
  entered: string,
  template: string,
  more: Readonly<Record<string, FlowStep>> = {},
): FlowThing => ({
  what: 'flows',
  key,
  body: {
    name: key,
    definition: {
      trigger: { kind: 'segment-entered', segment: entered },
      start: 'send',
      steps: {
        send: { kind: 'send-email', template, next: Object.keys(more)[0] ?? 'done' },
        ...more,
        done: { kind: 'end' },
      },
    },
  },
});
const partners: Thing = {
  what: 'groups',
  key: 'partners',
  body: { name: 'Partners', values: ['acme', 7] },
};
const inGroup: Condition = { kind: 'trait', where: { company: { $inGroup: 'partners' } } };
const houseOf = (segments: readonly SegmentThing[], rest: Partial<House> = {}): House => ({
  ...EMPTY,
  segments: segments.map((thing) => ({ id: `id-${thing.key}`, atMost: false, thing })),
  ...rest,
});
const standing = (thing: FlowThing, status: 'draft' | 'live' | 'paused' | 'stopped', changed = false) => ({
  id: `id-${thing.key}`,
  status,
  changed,
  thing,
});
const refusals = (things: readonly Thing[], house: House, publish = false) =>
  planImport(things, house, { publish }).faults.map(faultLine);

describe('the plan of an import', () => {
  it('brings a saved group before what names it, and refuses what names none', () => {
    const asking = segment('a', { not: inGroup });
    const { steps, faults } = planImport([asking, partners], EMPTY, { publish: false });
    expect(faults).toEqual([]);
    expect(steps.map(({ thing }) => nameOf(thing))).toEqual(['groups/partners', 'segments/a']);
    expect(refusals([asking], EMPTY)).toEqual([
      '! segments/a.json: condition.not.where.company.$inGroup: There is no saved group "partners", neither here nor among the files.',
    ]);
    const there = { ...EMPTY, groups: [{ id: 'partners', thing: partners as GroupThing }] };
    expect(refusals([asking], there)).toEqual([]);
    const other = { ...partners, body: { name: 'Partners', values: ['acme'] } } as GroupThing;
    const [step] = planImport([other], there, { publish: false }).steps;
    expect(step).toMatchObject({ todo: 'update', fields: ['values (["acme",7] → ["acme"])'] });
    const branching = flow('b', 'a', 'z');
    const ask = { kind: 'branch', ways: [{ when: inGroup, next: 'send' }], otherwise: 'send' };
    const definition = {
      ...branching.body.definition,
      start: 'ask',
      steps: { ...branching.body.definition.steps, ask },
    };
    const branch = { ...branching, body: { ...branching.body, definition } } as unknown as Thing;
    expect(refusals([branch, segment('a'), email('z'), partners], EMPTY, true)).toEqual([]);
    expect(refusals([branch, segment('a'), email('z')], EMPTY)).toEqual([
      expect.stringContaining('definition.steps.ask.ways.0.when.where.company.$inGroup'),
    ]);
  });

  it('puts each thing after all that it names', () => {
    const things = [
      flow('a', 'a', 'z'),
      segment('a', asks('b')),
      segment('b', asks('z')),
      segment('z'),
      email('z'),
    ];
    const { steps, faults } = planImport([...things, listed('zz')], EMPTY, { publish: false });
    expect(faults).toEqual([]);
    expect(steps.map(({ thing }) => nameOf(thing))).toEqual([
      'emails/z',
      'segments/zz',
      'segments/z',
      'segments/b',
      'segments/a',
      'flows/a',
    ]);
  });

  it('says which fields change, and leaves alone what only stands in another order', () => {
    const before = segment('vip', { kind: 'trait', where: { plan: 'vip', country: 'AT' } });
    const house = houseOf([before]);
    const todo = (after: SegmentThing) => planImport([after], house, { publish: false }).steps[0];
    expect(todo(segment('vip', { kind: 'trait', where: { country: 'AT', plan: 'vip' } }))).toMatchObject({
      todo: 'nothing',
      fields: [],
    });
    const changed = segment('vip', { kind: 'trait', where: { country: 'DE', plan: 'vip' } });
    expect(todo({ ...changed, body: { ...changed.body, purpose: 'x'.repeat(90) } })).toMatchObject({
      todo: 'update',
      fields: ['condition.where.country ("AT" → "DE")', 'purpose'],
    });
  });

  it('refuses what dangles, circles and changes of kind, with file, path and reason', () => {
    const house = houseOf([segment('there', asks('mine')), listed('list')], { mirrors: ['partners'] });
    expect(refusals([segment('mine', asks('gone')), flow('f', 'gone', 'lost')], house)).toEqual([
      '! segments/mine.json: condition.id: There is no segment "gone", neither here nor among the files.',
      '! flows/f.json: definition.trigger.segment: There is no segment "gone", neither here nor among the files.',
      '! flows/f.json: definition.steps.send.template: There is no e-mail template "lost", neither here nor among the files.',
    ]);
    expect(refusals([segment('mine', { not: asks('there') })], house)).toEqual([
      "! segments/mine.json: condition.not.id: A segment cannot ask for itself: mine → there → mine. Take one of them out of another's condition.",
    ]);
    expect(refusals([segment('mine', asks('partners'))], house)).toEqual([]);
    expect(refusals([segment('list'), listed('partners')], house)).toEqual([
      '! segments/list.json: kind: Here this segment is "static", and cannot become "live".',
      '! segments/partners.json: kind: Here this segment is "crm", and cannot become "static".',
    ]);
  });

  it('publishes what is not live yet, not what somebody holds, and checks that it can be', () => {
    const wanted = flow('f', 'vip', 'mail');
    const things = [segment('vip'), email('mail'), wanted];
    const last = (flows: House['flows'], publish = true) => {
      const { publish: goes, held } = planImport(things, { ...EMPTY, flows }, { publish }).steps.at(-1)!;
      return { goes, held };
    };
    expect(last([], false)).toEqual({ goes: false, held: undefined });
    expect(last([])).toEqual({ goes: true, held: undefined });
    expect(last([standing(wanted, 'live')])).toEqual({ goes: false, held: undefined });
    expect(last([standing(wanted, 'live', true)])).toEqual({ goes: true, held: undefined });
    expect(last([standing(flow('f', 'x', 'mail'), 'live')])).toEqual({ goes: true, held: undefined });
    expect(last([standing(wanted, 'paused', true)])).toEqual({ goes: false, held: 'paused' });
    expect(last([standing(wanted, 'stopped')])).toEqual({ goes: false, held: 'stopped' });

    const here = segment('vip', { kind: 'context', where: { device: 'mobile' } });
    const through = segment('outer', { all: [trait, asks('vip')] });
    const starts = flow('f', 'outer', 'mail');
    expect(refusals([here, through, email('mail'), starts], EMPTY)).toEqual([]);
    expect(refusals([here, through, email('mail'), starts], EMPTY, true)).toEqual([
      expect.stringContaining(
        '! flows/f.json: definition.trigger.segment: The segment “outer” is judged at each visit',
      ),
    ]);
  });
});

describe('the files of a flow that would turn for ever', () => {
  const tags = (change: string, next: string) => ({ kind: 'tag', change, tag: 'b2b', next, failed: 'done' });
  const round = flow('round', 'vip', 'mail', { a: tags('add', 'b'), b: tags('remove', 'a') });

  it('may hold a draft, and are not published: each step of the circle is named, and what to do', () => {
    const things = [segment('vip'), email('mail'), round];
    expect(refusals(things, EMPTY)).toEqual([]);
    expect(refusals(things, EMPTY, true)).toEqual(
      ['a', 'b'].map(
        (step) =>
          `! flows/round.json: definition.steps.${step}: This step comes round to itself without a wait. Put a wait on the way round, or let it lead on.`,
      ),
    );
  });

  it('name the step that starts a flow which comes back to this one', () => {
    const starting = (key: string, other: string) =>
      flow(key, 'vip', 'mail', { a: { kind: 'start-flow', flow: other, next: 'done' } });
    expect(
      refusals([segment('vip'), email('mail'), starting('one', 'two'), starting('two', 'one')], EMPTY, true),
    ).toEqual([
      expect.stringContaining('! flows/one.json: definition.steps.a: The flow “two” comes round to this one'),
      expect.stringContaining('! flows/two.json: definition.steps.a: The flow “one” comes round to this one'),
    ]);
  });
});

describe('the files of a house', () => {
  it('leave out and name what cannot be carried, and say what an import would refuse', () => {
    const lost = segment('lost', { kind: 'list', connection: 'id-9', id: '7' });
    const dangling = segment('dangling', asks('nowhere'));
    const house = houseOf([segment('vip'), lost, dangling], {
      mirrors: ['partners'],
      flows: [standing(flow('f', 'partners', 'mail'), 'live', true)],
    });
    const { texts, mirrors, unpublished, faults } = exportFiles(house);
    expect([...texts.keys()]).toEqual(['segments/vip.json', 'segments/dangling.json', 'flows/f.json']);
    expect(mirrors).toEqual(['segments/partners']);
    expect(unpublished).toEqual(['flows/f']);
    expect(faults.map(faultLine)).toEqual([
      '! segments/lost.json: condition.connection: It names a list of a connection that is no more ("id-9").',
      expect.stringContaining(
        '! flows/f.json: definition.steps.send.template: There is no e-mail template "mail"',
      ),
      expect.stringContaining('! segments/dangling.json: condition.id: There is no segment "nowhere"'),
    ]);
  });

  it('replace the folder: what is no more goes only when asked to, and what was left out stays', () => {
    const there = new Map([
      ['segments/vip.json', 'old'],
      ['segments/gone.json', '{}'],
      ['segments/partners.json', '{}'],
      ['emails/mail.json', 'same'],
      ['emails/mail.text.hbs', 'dropped'],
    ]);
    const wanted = new Map([
      ['segments/vip.json', 'new'],
      ['emails/mail.json', 'same'],
      ['emails/mail.html.hbs', '<p>'],
    ]);
    const names = new Set(['segments/vip', 'segments/partners', 'emails/mail']);
    const said = (prune: boolean) =>
      folderChanges(there, wanted, names, prune).map(({ path, verb }) => `${verb} ${path}`);
    expect(said(false)).toEqual([
      'write emails/mail.html.hbs',
      'delete emails/mail.text.hbs',
      'keep segments/gone.json',
      'change segments/vip.json',
    ]);
    expect(said(true)).toContain('delete segments/gone.json');
    expect(said(true)).not.toContain('delete segments/partners.json');
  });
});
