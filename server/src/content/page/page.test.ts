import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
  AUDIENCE_FIELD,
  EXPERIENCE_FIELD,
  readAudience,
  shows,
  type JsonObject,
  type Look,
} from '../../../../plugin/src';
import type { Log } from '../../ports';
import { nameOf } from '../block';
import { createCutter } from '../cut';
import { withExposures } from '../exposures';
import { createExperiences, createJudge } from '../judge';
import { createMergeTags } from '../merge-tags';
import { createVariants } from '../variants';
import { createNotes } from '../notes';
import { createShapes, type Model } from '../shape';
import { createCompiler, cutPage, decidePage, gateOf, isOpen, joinPage } from '.';

const audience = { type: 'json', customField: AUDIENCE_FIELD };
const pluginOptions = { attune: { mergeTags: true } };
const models = new Map(
  (
    [
      {
        uid: 'parts.card',
        modelType: 'component',
        attributes: {
          label: { type: 'string', pluginOptions },
          page: { type: 'relation', target: 'api::page.page' },
          audience,
        },
      },
      {
        uid: 'blocks.hero',
        modelType: 'component',
        attributes: {
          title: { type: 'string' },
          settings: { type: 'json' },
          card: { type: 'component', component: 'parts.card' },
          cards: { type: 'component', component: 'parts.card' },
          audience,
        },
      },
      {
        uid: 'blocks.plain',
        modelType: 'component',
        attributes: {
          title: { type: 'string' },
          cards: { type: 'component', component: 'parts.card' },
        },
      },
      {
        uid: 'api::page.page',
        modelType: 'contentType',
        attributes: {
          title: { type: 'string', pluginOptions },
          intro: { type: 'richtext', pluginOptions },
          story: { type: 'blocks', pluginOptions },
          count: { type: 'integer' },
          picture: { type: 'media', multiple: false },
          pictures: { type: 'media', multiple: true },
          experience: { type: 'json', customField: EXPERIENCE_FIELD },
          blocks: { type: 'dynamiczone', components: ['blocks.hero', 'blocks.plain'] },
          lead: { type: 'component', component: 'blocks.hero' },
          related: { type: 'relation', target: 'api::page.page' },
        },
      },
      {
        uid: 'plugin::upload.file',
        modelType: 'contentType',
        attributes: {
          url: { type: 'string' },
          // An app may give files components of its own.
          note: { type: 'component', component: 'parts.card' },
        },
      },
    ] as Model[]
  ).map((model) => [model.uid, model]),
);
const shapes = createShapes((uid) => models.get(uid));
/** The same site without variants of whole entries: its answers may be made pages of without reading more. */
const blocksAlone = createShapes((uid) => {
  const model = models.get(uid);
  const attributes = Object.entries(model?.attributes ?? {}).filter(([name]) => name !== 'experience');
  return model && { ...model, attributes: Object.fromEntries(attributes) };
});
const quiet: Log = { debug() {}, info() {}, warn() {}, error() {} };

const START = Date.parse('2027-03-01T12:00:00Z');
const SEGMENTS = ['vip', 'new', 'berlin'];

const instant = fc
  .integer({ min: 0, max: 6 })
  .map((hours) => new Date(START + hours * 3_600_000).toISOString());
const storedAudience = fc.oneof(
  { weight: 1, arbitrary: fc.constant(null) },
  { weight: 1, arbitrary: fc.constantFrom({ show: '?' }, 'not JSON', { show: 'only', from: 'soon' }) },
  {
    weight: 8,
    arbitrary: fc.record(
      {
        key: fc.constantFrom('', 'a', 'b', 'c', 'd', 'e', 'f'),
        show: fc.constantFrom('everyone', 'only', 'except'),
        segments: fc.subarray([...SEGMENTS, 'gone']),
        from: instant,
        until: instant,
        slot: fc.constantFrom('top', 'side'),
      },
      { requiredKeys: ['key', 'show', 'segments'] },
    ),
  },
);

/** Ids stand for what is stored of them: the same block may stand in an answer twice. */
const id = fc.oneof({ weight: 9, arbitrary: fc.integer({ min: 1, max: 40 }) }, fc.constant(undefined));
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 6 }),
  fc.constantFrom('"', '\\', '\ud800', '\u2028', '</script>', ',', '[]'),
  fc.constantFrom(
    'Hi {{fallback profile.firstName "you"}}',
    '{{profile.city}}',
    '{{',
    '[a]({{profile.city}})',
  ),
);
const story = fc.array(
  fc.record({ type: fc.constant('paragraph'), children: fc.array(fc.record({ text })) }),
  {
    maxLength: 2,
  },
);
const json = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constant([{ __component: 'blocks.hero', id: 1 }]));

const storedExperience = fc.oneof(
  fc.constantFrom(null, 'not JSON', { variants: 'none' }),
  fc.record({
    variants: fc.array(
      fc.record({
        key: fc.constantFrom('', 'u', 'v', 'w', 'x'),
        name: fc.constant('Another'),
        audience: storedAudience,
        overrides: fc.record(
          {
            title: text,
            intro: text,
            story,
            count: fc.integer(),
            picture: fc.constantFrom(null, 1, 2, 3),
            pictures: fc.constantFrom([], [1, 3], [2, 1]),
            slug: fc.constant('never'),
          },
          { requiredKeys: [] },
        ),
      }),
      { maxLength: 4 },
    ),
  }),
);

const { page } = fc.letrec<{
  page: unknown;
  hero: unknown;
  plain: unknown;
  card: unknown;
  file: unknown;
  entry: unknown;
}>((tie) => ({
  file: fc.record(
    { id, url: text, note: fc.oneof({ maxDepth: 2 }, fc.constant(null), tie('card')) },
    { requiredKeys: ['url'] },
  ),
  card: fc.record(
    { id, label: text, page: fc.oneof({ maxDepth: 2 }, fc.constant(null), tie('page')) },
    { requiredKeys: [] },
  ),
  hero: fc.record(
    {
      __component: fc.constant('blocks.hero'),
      id,
      title: text,
      settings: json,
      card: fc.oneof({ maxDepth: 3 }, fc.constant(null), tie('card')),
      cards: fc.array(tie('card'), { maxLength: 3, depthIdentifier: 'page' }),
      audience: fc.constant({ show: 'everyone' }),
    },
    { requiredKeys: ['__component'] },
  ),
  plain: fc.record(
    {
      __component: fc.constantFrom('blocks.plain', 'blocks.gone'),
      id,
      title: fc.oneof(text, fc.constant(undefined), fc.constant(NaN), fc.date({ noInvalidDate: true })),
      cards: fc.array(tie('card'), { maxLength: 3, depthIdentifier: 'page' }),
    },
    { requiredKeys: ['id'] },
  ),
  // As Strapi's version 4 format has it, at times.
  page: fc.tuple(tie('entry'), fc.integer({ min: 0, max: 4 })).map(([entry, format]) => {
    const { id: own, documentId, ...attributes } = entry as JsonObject;
    return format === 0 ? { id: own, documentId, attributes } : entry;
  }),
  entry: fc.record(
    {
      id,
      documentId: fc.constantFrom('d1', 'd2'),
      title: text,
      intro: text,
      story,
      count: fc.oneof(fc.integer(), fc.constant(null)),
      picture: fc.oneof({ maxDepth: 2 }, fc.constant(null), tie('file')),
      pictures: fc.oneof({ maxDepth: 2 }, fc.constant(null), fc.array(tie('file'), { maxLength: 2 })),
      experience: fc.constant('left here by a handler'),
      blocks: fc.array(fc.oneof(tie('hero'), tie('plain')), { maxLength: 6, depthIdentifier: 'page' }),
      lead: fc.oneof({ maxDepth: 2 }, fc.constant(null), tie('hero')),
      related: fc.oneof({ maxDepth: 2 }, fc.constant([]), fc.array(tie('page'), { maxLength: 2 })),
      unknown: fc.oneof({ maxDepth: 2 }, json, fc.array(tie('hero'), { maxLength: 2 })),
    },
    { requiredKeys: ['documentId'] },
  ),
}));

const body = fc.oneof(
  fc.record({
    data: fc.oneof(page, fc.array(page, { maxLength: 3 })),
    meta: fc.constantFrom({}, { pagination: { page: 1 } }),
  }),
  fc.record({ data: page }),
);

const look: fc.Arbitrary<Look> = fc.record({
  standing: fc.option(
    fc
      .tuple(...SEGMENTS.map((key) => fc.boolean().map((value): [string, boolean] => [key, value])))
      .map((each) => new Map(each)),
    { nil: undefined },
  ),
  now: fc.integer({ min: -1, max: 12 }).map((halves) => START + halves * 1_800_000),
});

const world = fc.record({
  body,
  looks: fc.array(look, { minLength: 1, maxLength: 3 }),
  stored: fc.array(storedAudience, { minLength: 41, maxLength: 41 }),
  experiences: fc.array(storedExperience, { minLength: 41, maxLength: 41 }),
  site: fc.constantFrom(shapes, blocksAlone),
  /** Blocks with smaller ids were noted while the answer was made. */
  noted: fc.oneof(fc.constantFrom(0, 41), fc.integer({ min: 0, max: 41 })),
  traits: fc.option(
    fc.record({ firstName: text, city: fc.constantFrom('Graz', '<b>', 7) }, { requiredKeys: [] }),
    { nil: undefined },
  ),
});

/** No entry of these has variants, and no text a tag. */
const without = {
  experiences: async () => () => null,
  variants: createVariants({ shapes, files: { load: async () => new Map() }, log: quiet }),
  tags: createMergeTags([]),
};
/** The third is gone. */
const FILES = new Map([1, 2].map((one) => [one, { id: one, url: `/new/${one}.png`, width: one }]));

/** The last is a row that is gone. */
const rowsOf = (stored: readonly unknown[]) => ({
  load: async (_uid: string, ids: readonly string[]) =>
    new Map(ids.flatMap((one) => (one === '40' ? [] : [[one, stored[Number(one)]] as const]))),
});
const judgeOf = (stored: readonly unknown[]) => createJudge({ log: quiet, audiences: rowsOf(stored) });

const notesFor = (given: { readonly data: unknown }, stored: readonly unknown[] = []) => {
  const notes = createNotes();
  for (const uid of ['blocks.hero', 'parts.card'])
    for (const [id, audience] of stored.entries()) notes.note(nameOf(uid, String(id)), audience);
  for (const entry of [given.data].flat()) notes.tag(entry as object, 'api::page.page');
  return notes;
};

describe('a page', () => {
  it('is cut to the very bytes that the answer itself is cut to', async () => {
    await fc.assert(
      fc.asyncProperty(world, async ({ body: given, looks, stored, experiences, site, noted, traits }) => {
        const notes = () => notesFor(given, stored.slice(0, noted));
        const needs = {
          shapes: site,
          judge: judgeOf(stored),
          experiences: createExperiences({ audiences: rowsOf(experiences), log: quiet }),
          variants: createVariants({ shapes: site, files: { load: async () => FILES }, log: quiet }),
          tags: createMergeTags(['firstName', 'city']),
        };
        const cutter = createCutter(needs);
        const made = await createCompiler({ ...needs, newId: () => 'mark' })(given, notes());
        if (!made) throw new Error('This answer makes a page.');
        const bytes = new Map<string, string>();
        for (const one of looks) {
          const view = {
            segments: async () => one.standing,
            now: () => one.now,
            traits: async () => traits as JsonObject | undefined,
          };
          const cold = await cutter.cut(given, { notes: notes(), view, mode: 'visitor' });
          const warm = cutPage(made, one, traits as JsonObject | undefined);
          expect(warm.text).toBe(JSON.stringify(withExposures(cold)));
          expect(warm.exposures).toEqual(cold.exposures);
          expect(warm.isTagged && traits !== undefined).toBe(cold.personal);
          expect(warm.until === null || warm.until > one.now).toBe(true);
          const word = decidePage(made, one);
          expect(bytes.get(word) ?? warm.text).toBe(warm.text);
          bytes.set(word, warm.text);
        }
      }),
      { numRuns: 600 },
    );
  }, 180_000);

  it('says when the clock alone will change it', async () => {
    const given = { data: { documentId: 'd', blocks: [{ __component: 'blocks.hero', id: 1 }] }, meta: {} };
    const stored = [null, { key: 'a', show: 'everyone', from: '2027-03-01T13:00:00Z' }];
    const made = await createCompiler({ shapes, judge: judgeOf(stored), ...without, newId: () => 'mark' })(
      given,
      notesFor(given),
    );
    const at = (now: number) => cutPage(made!, { standing: undefined, now });
    expect(at(START)).toMatchObject({
      text: expect.stringContaining('"blocks":[]'),
      until: START + 3_600_000,
    });
    expect(at(START + 3_600_000)).toMatchObject({
      text: expect.stringContaining('"blocks":[{'),
      until: null,
    });
    expect(made?.targeted).toBe(false);
  });

  it('is not made of an answer that leaves no room to say what was shown', async () => {
    const stored = [null, { key: 'a', show: 'only', segments: ['vip'] }];
    const compile = createCompiler({ shapes, judge: judgeOf(stored), ...without, newId: () => 'mark' });
    const data = { documentId: 'd', blocks: [{ __component: 'blocks.hero', id: 1 }] };
    const taken = { data, meta: { attune: 'somebody else' } };
    const first = { meta: {}, data };
    expect(await compile(taken, notesFor(taken))).toBeUndefined();
    expect(await compile(first, notesFor(first))).toBeUndefined();
  });

  it('keeps a word for a list of any length', async () => {
    const blocks = Array.from({ length: 12_000 }, () => ({ __component: 'blocks.hero', id: 1 }));
    const given = { data: { documentId: 'd', blocks } };
    const stored = [null, { key: 'a', show: 'except', segments: ['vip'] }];
    const made = await createCompiler({ shapes, judge: judgeOf(stored), ...without, newId: () => 'mark' })(
      given,
      notesFor(given),
    );
    const word = decidePage(made!, { standing: new Map([['vip', false]]), now: START });
    expect(JSON.parse(joinPage(made!, word).text)).toMatchObject({ data: { blocks: { length: 12_000 } } });
  });
});

describe('a gate', () => {
  it('opens for whom the audience is shown to', () => {
    fc.assert(
      fc.property(storedAudience, look, (stored, one) => {
        const read = readAudience(stored);
        expect(isOpen(gateOf(read), one)).toBe(shows(read, one).shown);
      }),
    );
  });
});
