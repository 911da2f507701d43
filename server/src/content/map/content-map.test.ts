import { describe, expect, it } from 'vitest';

import { EXPERIENCE_FIELD, type Audience, type Condition, type NamedSegment } from '../../../../plugin/src';
import { createContentMap } from './content-map';
import type { PlacedBlock, PlacedEntry } from './placed';

const NOW = Date.parse('2027-03-01T12:00:00Z');
const NAMES = { vip: 'VIP', new: 'Newcomers' } as const;
const FOR_VIP: Condition = { all: [{ kind: 'segment', id: 'vip' }] };

const only = (...segments: string[]): Audience => ({ key: 'k', show: 'only', segments });

const placed = (id: string, of: Partial<PlacedEntry> = {}): PlacedEntry => ({
  id,
  contentType: 'api::page.page',
  typeName: 'Page',
  isSingle: false,
  documentId: id,
  locale: null,
  title: id,
  status: 'published',
  ...of,
});

const block = (entry: string, at: number, of: Partial<PlacedBlock>): PlacedBlock => ({
  row: `blocks.hero:${entry}.${at}`,
  component: 'blocks.hero',
  componentName: 'Hero',
  label: '',
  audience: only('vip'),
  list: `${entry}:blocks`,
  path: [0, at],
  inside: [],
  entry,
  isRefused: false,
  ...of,
});

const mapOf = (blocks: readonly PlacedBlock[], entries: readonly PlacedEntry[]) =>
  createContentMap({
    source: { read: async () => ({ blocks, entries: new Map(entries.map((entry) => [entry.id, entry])) }) },
    names: async (keys) =>
      keys.flatMap((key): NamedSegment[] => {
        if (key === '~own') return [{ kind: 'condition', key, sentence: 'in VIP', condition: FOR_VIP }];
        const name = NAMES[key as keyof typeof NAMES];
        return name ? [{ kind: 'segment', key, id: key, name }] : [];
      }),
    imagine: async (segment) => new Map([...Object.keys(NAMES), '~own'].map((key) => [key, key === segment])),
    now: () => NOW,
  });

const ASKED = { status: 'published', naming: 'any' } as const;

describe('the content map', () => {
  it('finds a segment in the conditions of blocks too', async () => {
    const map = mapOf(
      [block('a', 1, { audience: only('~own') }), block('b', 1, { audience: only('new') })],
      [placed('a'), placed('b')],
    );
    const { found, segments } = await map({ ...ASKED, segment: 'vip', naming: 'segment' });
    expect(found.map(({ id }) => id)).toEqual(['a']);
    expect(segments.map(({ name, kind }) => [name, kind])).toEqual([
      ['in VIP', 'condition'],
      ['Newcomers', 'segment'],
      ['VIP', 'segment'],
    ]);
  });

  it('says what the people of a segment see on every page, those that name it first', async () => {
    const map = mapOf(
      [
        block('a', 1, { audience: only('new') }),
        block('b', 1, { audience: { ...only('new'), show: 'except' } }),
        block('c', 1, { audience: only('vip') }),
        block('d', 1, { audience: { ...only('vip'), show: 'everyone', slot: 'top' } }),
      ],
      ['a', 'b', 'c', 'd'].map((id) => placed(id)),
    );
    const { found, named } = await map({ ...ASKED, segment: 'vip' });
    expect(found.map(({ id, isNamed, blocks }) => [id, isNamed, blocks[0]?.viewed?.shown])).toEqual([
      ['c', true, true],
      ['a', false, false],
      ['b', false, true],
      ['d', false, true],
    ]);
    expect(named).toBe(1);
  });

  it('names the segment asked for, though no block does', async () => {
    const map = mapOf([block('a', 1, { audience: only('new') })], [placed('a')]);
    const { found, named, segments } = await map({ ...ASKED, segment: 'vip' });
    expect([found.length, named]).toEqual([1, 0]);
    expect(segments).toEqual([
      { key: 'new', name: 'Newcomers', kind: 'segment', entries: 1, blocks: 1 },
      { key: 'vip', name: 'VIP', kind: 'segment', entries: 0, blocks: 0 },
    ]);
  });

  it('says of a block that a save would refuse it', async () => {
    const map = mapOf([block('a', 1, { isRefused: true }), block('b', 1, {})], [placed('a'), placed('b')]);
    const { found, totals } = await map({ ...ASKED, fault: 'refused' });
    expect(found.map(({ id, blocks }) => [id, blocks.map(({ faults }) => faults)])).toEqual([
      ['a', [['refused']]],
    ]);
    expect(totals.faults).toBe(1);
  });

  it('lists the variants of an entry before its blocks, as those of one slot whose fallback is the entry', async () => {
    const variant = (at: number, audience: Audience | undefined) =>
      block('a', at, {
        row: `a#${at}`,
        component: EXPERIENCE_FIELD,
        componentName: `Variant ${at}`,
        audience,
        list: 'a:experience',
        path: [-1, at],
      });
    const map = mapOf(
      [
        block('a', 0, { audience: only('new') }),
        variant(2, only('vip')),
        variant(0, only('vip')),
        variant(1, undefined),
        variant(3, only('new', 'vip')),
      ],
      [placed('a')],
    );
    const { found, segments, totals } = await map({ ...ASKED, segment: 'vip' });
    expect(
      found[0]!.blocks.map(({ componentName, viewed, faults }) => [
        componentName,
        viewed?.shown,
        viewed?.reason.because,
        faults,
      ]),
    ).toEqual([
      ['Variant 0', true, 'in', []],
      ['Variant 1', false, 'cannot-be-judged', ['unreadable']],
      ['Variant 2', false, 'slot-taken', ['unreachable']],
      ['Variant 3', false, 'slot-taken', []],
      ['Hero', false, 'in-none', []],
    ]);
    expect(segments).toMatchObject([
      { key: 'vip', blocks: 3 },
      { key: 'new', blocks: 2 },
    ]);
    expect(totals).toEqual({ entries: 1, blocks: 5, faults: 2 });
  });

  it('says of a block for everyone but nobody that it leaves nobody out, and still shows it', async () => {
    const map = mapOf([block('a', 1, { audience: { ...only(), show: 'except' } })], [placed('a')]);
    const { found } = await map({ ...ASKED, fault: 'nobody-left-out' });
    expect(found.map(({ blocks }) => blocks.map(({ faults, viewed }) => [faults, viewed]))).toEqual([
      [[['nobody-left-out'], null]],
    ]);
  });

  it('says of what stands in a hidden block that it is hidden with it', async () => {
    const map = mapOf(
      [
        block('a', 1, { audience: only('new') }),
        block('a', 2, { inside: ['blocks.hero:a.1'], list: 'cards' }),
      ],
      [placed('a')],
    );
    const { found } = await map({ ...ASKED, segment: 'vip' });
    expect(found[0]!.blocks.map(({ viewed }) => viewed?.reason)).toEqual([
      { because: 'in-none', segments: ['new'] },
      { because: 'inside-hidden' },
    ]);
  });

  it('keeps the website and the drafts apart', async () => {
    const map = mapOf(
      [block('a', 1, {}), block('a-draft', 1, {}), block('a-draft', 2, {})],
      [placed('a'), placed('a-draft', { status: 'draft' })],
    );
    expect((await map(ASKED)).totals).toEqual({ entries: 1, blocks: 1, faults: 0 });
    expect((await map({ ...ASKED, status: 'draft' })).totals.blocks).toBe(2);
  });

  it('lists blocks in the order of the page, whatever order they were read in', async () => {
    const map = mapOf(
      [
        block('a', 3, { label: 'third' }),
        block('a', 1, {
          label: 'in the first',
          path: [0, 1, 0, 1],
          list: 'cards',
          inside: ['blocks.hero:a.1'],
        }),
        block('a', 1, { label: 'first' }),
      ],
      [placed('a')],
    );
    const [entry] = (await map(ASKED)).found;
    expect(entry?.blocks.map(({ label, depth }) => [label, depth])).toEqual([
      ['first', 0],
      ['in the first', 1],
      ['third', 0],
    ]);
  });

  it('stays quick with ten thousand blocks', async () => {
    const entries = Array.from({ length: 1_000 }, (_, at) => placed(`entry-${at}`));
    const blocks = entries.flatMap(({ id }) =>
      Array.from({ length: 10 }, (_, at) =>
        block(id, at, { audience: { ...only(at % 2 ? 'vip' : 'gone'), ...(at > 6 ? { slot: 'top' } : {}) } }),
      ),
    );
    const map = mapOf(blocks, entries);
    const before = process.cpuUsage();
    const { found, totals } = await map({ ...ASKED, segment: 'vip', fault: 'no-fallback' });
    // Of the processor's time: others may use it too.
    expect(process.cpuUsage(before).user / 1_000).toBeLessThan(2_000);
    expect(totals).toMatchObject({ entries: 1_000, blocks: 10_000 });
    expect(found).toHaveLength(1_000);
  });
});
