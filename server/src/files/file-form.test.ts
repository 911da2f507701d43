import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { conditionSchema } from '../../../plugin/src';
import { condition as anyCondition } from '../../../tests/support/condition-arbitraries';
import { withConnectionIds, withConnectionNames } from './connection-names';
import { filesOf, placeOf, readThings } from './file-form';
import type { Thing } from './thing';

const plain = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;
const trimmed = (maxLength: number, minLength = 0) =>
  fc
    .string({ unit: 'binary', maxLength })
    .map((text) => text.trim())
    .filter((text) => text.length >= minLength && text.length <= maxLength);
const key = fc.stringMatching(/^[a-z][a-z0-9]{0,8}(-[a-z0-9]{1,8}){0,3}$/);
const source = fc.string({ unit: 'binary', minLength: 1, maxLength: 200 });

/** What zod lets through: it drops a key `__proto__`, which no mail could print and no condition could read. */
const json = (maxDepth: number) =>
  fc.jsonValue({ maxDepth }).filter((value) => !JSON.stringify(value).includes('"__proto__":'));

/** Only what could be saved. */
const condition = anyCondition.filter((one) => conditionSchema.safeParse(plain(one)).success);

const listLeaf = fc.record({
  kind: fc.constant('list'),
  connection: fc.constantFrom('id-1', 'id-2', 'static'),
  id: fc.constantFrom('7', '8'),
});
const asked = fc.oneof(
  condition,
  listLeaf,
  fc.tuple(listLeaf, condition).map(([a, b]) => ({ any: [a, { not: b }] })),
  fc.record({ kind: fc.constant('birthday'), days: json(2) }),
);

const segment = fc.record({
  what: fc.constant('segments' as const),
  key,
  body: fc
    .record({
      name: trimmed(60, 1),
      description: trimmed(60),
      purpose: trimmed(60),
      owner: trimmed(60),
      folder: fc.constantFrom('', 'spring', 'spring/campaigns'),
      tags: fc.uniqueArray(trimmed(20, 1), { maxLength: 4 }).map((tags) => [...tags].sort()),
      condition: fc.option(asked, { nil: undefined }),
    })
    .map((body) => ({ ...body, kind: body.condition ? ('live' as const) : ('static' as const) })),
});

const group = fc.record({
  what: fc.constant('groups' as const),
  key,
  body: fc.record({
    name: trimmed(60, 1),
    values: fc.array(fc.oneof(fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }), fc.integer()), {
      maxLength: 5,
    }),
  }),
});

const email = fc.record({
  what: fc.constant('emails' as const),
  key,
  body: fc.record({
    name: trimmed(60, 1),
    subject: trimmed(60, 1).filter((text) => !/[\r\n]/.test(text)),
    layout: fc.constantFrom('', 'default'),
    html: source,
    text: fc.oneof(fc.constant(''), source),
    sample: fc.dictionary(fc.stringMatching(/^[a-z0-9]{1,5}$/), json(3)),
  }),
});

const stepName = fc.constantFrom('where', 'kind', 'name', 'ask', 'zzz');
const step = fc.oneof(
  fc.record({ kind: fc.constant('wait'), for: fc.constantFrom('1h', '7d'), next: stepName }),
  fc.record({ kind: fc.constant('send-email'), template: key, next: stepName }),
  fc.record({
    kind: fc.constant('branch'),
    ways: fc.array(fc.record({ when: asked, next: stepName }), { minLength: 1, maxLength: 2 }),
    otherwise: stepName,
  }),
  fc.record({ kind: fc.constant('call-by-phone'), list: listLeaf, next: stepName }),
);
const flow = fc.record({
  what: fc.constant('flows' as const),
  key,
  body: fc.record({
    name: trimmed(60, 1),
    definition: fc.record({
      trigger: fc.oneof(
        fc.record({ kind: fc.constant('segment-entered'), segment: key }),
        // A property of the event that looks like a part of ours, and is none.
        fc.record({ kind: fc.constant('event'), name: fc.constant('Called'), where: listLeaf }),
      ),
      start: stepName,
      steps: fc.dictionary(stepName, step, { maxKeys: 4 }),
    }),
  }),
});

const thing = fc.oneof(segment, group, email, flow).map((one) => plain(one) as unknown as Thing);
const foreign = { steps: new Set(['call-by-phone']), conditions: new Set(['birthday']) };
const connections = [
  { id: 'id-1', name: 'HubSpot' },
  { id: 'id-2', name: 'The other' },
  { id: 'hub', name: 'id-1' },
];

describe('a thing and its files', () => {
  it('reading what was written gives the same thing, and writing it again the same bytes', () => {
    fc.assert(
      fc.property(thing, (given) => {
        const { thing: named, faults } = withConnectionNames(given, connections);
        expect(faults).toEqual([]);
        const texts = filesOf(named);
        const read = readThings(texts, foreign);
        expect(read.faults).toEqual([]);
        expect(read.things).toEqual([named]);
        expect([...filesOf(read.things[0]!)]).toEqual([...texts]);
        expect(withConnectionIds(read.things[0]!, connections).thing).toEqual(given);
        for (const path of texts.keys()) expect(placeOf(path)?.key).toBe(given.key);
      }),
    );
  });

  it('names a CRM list by its connection, and leaves a filter that looks like one alone', () => {
    const list = { kind: 'list', connection: 'id-1', id: '7' };
    const flowOf = (connection: string) =>
      plain({
        what: 'flows',
        key: 'f',
        body: {
          name: 'F',
          definition: {
            trigger: { kind: 'event', name: 'X', where: list },
            start: 'where',
            steps: {
              where: {
                kind: 'branch',
                ways: [{ when: { ...list, connection }, next: 'end' }],
                otherwise: 'end',
              },
              end: { kind: 'end' },
            },
          },
        },
      }) as unknown as Thing;
    expect(withConnectionNames(flowOf('id-1'), connections).thing).toEqual(flowOf('HubSpot'));
    expect(withConnectionIds(flowOf('Elsewhere'), connections).faults).toEqual([
      {
        file: 'flows/f.json',
        path: 'definition.steps.where.ways.0.when.connection',
        reason: 'There is no connection "Elsewhere" here. There are: "HubSpot", "The other", "id-1".',
      },
    ]);
    const twins = [...connections, { id: 'id-3', name: 'HubSpot' }];
    expect(withConnectionNames(flowOf('id-1'), twins).faults[0]?.reason).toContain('rename it');
  });

  it('stands in one order, two spaces, and ends in a newline', () => {
    const [[path, text] = []] = filesOf({
      what: 'segments',
      key: 'vip',
      body: {
        name: 'VIP',
        description: '',
        purpose: '',
        owner: '',
        folder: '',
        tags: [],
        kind: 'live',
        condition: { kind: 'trait', where: { plan: 'vip', country: 'AT' } },
      },
    });
    expect(path).toBe('segments/vip.json');
    expect(text).toBe(`{
  "condition": {
    "kind": "trait",
    "where": {
      "country": "AT",
      "plan": "vip"
    }
  },
  "description": "",
  "folder": "",
  "kind": "live",
  "name": "VIP",
  "owner": "",
  "purpose": "",
  "tags": []
}
`);
  });

  it('says of each file what cannot be read, and where', () => {
    const deep = `${'['.repeat(5_000)}${']'.repeat(5_000)}`;
    const { things, faults } = readThings(
      new Map([
        ['segments/Big.json', '{}'],
        ['segments/broken.json', '{'],
        ['segments/deep.json', deep],
        [
          'segments/typo.json',
          '{"name":"T","conditions":{},"condition":{"kind":"trait","where":{"a":{"$gtt":1}}}}',
        ],
        ['emails/lone.html.hbs', '<p>'],
        ['emails/bare.json', '{"name":"B","subject":"S"}'],
        [
          'flows/f.json',
          '{"name":"F","definition":{"trigger":{"kind":"event","name":"X"},"start":"a","steps":{"a":{"kind":"wait","for":"soon","next":"b"}}}}',
        ],
        ['notes/readme.json', '{'],
      ]),
      { steps: new Set(), conditions: new Set() },
    );
    expect(things).toEqual([]);
    const said = faults.map(({ file, path, reason }) => `${file} ${path} ${reason}`);
    expect(said).toEqual([
      expect.stringMatching(/^emails\/bare.json  Beside it, bare.html.hbs is missing/),
      expect.stringMatching(/^emails\/lone.html.hbs  Beside it, lone.json is missing/),
      expect.stringMatching(/^flows\/f.json definition.steps.a.for A duration/),
      expect.stringMatching(/^segments\/Big.json  A key is made of/),
      expect.stringMatching(/^segments\/broken.json  It is no JSON/),
      expect.stringMatching(/^segments\/deep.json  It is nested too deep/),
      expect.stringMatching(/^segments\/typo.json condition.where.*\$gtt/),
      expect.stringMatching(/^segments\/typo.json .*conditions/),
    ]);
  });
});
