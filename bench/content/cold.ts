import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { fresh, freshOpen } from './calls';
import { identify, practise } from './ready';
import { middleOf, start, stop, turnsOf, type Pair, type Running } from './running';

/** Two processes differ by some 5 in 100, whatever runs in them: what is made anew is measured on several of each. */
const STARTS = 3;
/** Memory is collected each second answer or so, and what is old each few hundred: fewer would be those with or without. */
const TIMES = 50;
const TURNS = 20;
/**
 * Before any is measured, and each as often as the others. The first collection of all memory ends most of what was
 * compiled, and it comes late where less was left behind: whoever had it has compiled again by then.
 */
const PRACTICE = 1_000;

interface Apps {
  readonly plain: string;
  readonly ours: string;
}

interface Trio {
  readonly plain: Running;
  readonly ours: Running;
  readonly again: Running;
}

const startThree = async ({ plain, ours }: Apps, folder: string, turn: number): Promise<Trio> => {
  const ways: readonly (readonly [keyof Trio, () => Promise<Running>])[] = [
    ['plain', () => start(plain, join(folder, 'plain'), false)],
    ['ours', () => start(ours, join(folder, 'ours'), true)],
    ['again', () => start(plain, join(folder, 'again'), false)],
  ];
  const started: Partial<Record<keyof Trio, Running>> = {};
  // None of them is always the first.
  for (let count = 0; count < ways.length; count += 1) {
    const [name, begin] = ways[(count + turn) % ways.length]!;
    started[name] = await begin();
  }
  return started as Trio;
};

/** Turn by turn. */
const beside = (figures: readonly number[], peer: readonly number[]): readonly Pair[] =>
  figures.map((figure, turn) => [figure, peer[turn]!]);

/** What the two plain ones took between them: one process alone may be a slow one. */
const between = (one: readonly number[], other: readonly number[]): readonly number[] =>
  one.map((figure, turn) => (figure + other[turn]!) / 2);

/** What is made anew, and what the measuring itself makes of two that are alike. */
export const coldRows = async (apps: Apps) => {
  const targeted: Pair[] = [];
  const open: Pair[] = [];
  const alike: Pair[] = [];
  for (let turn = 0; turn < STARTS; turn += 1) {
    const folder = mkdtempSync(join(tmpdir(), 'attune-bench-'));
    const trio = await startThree(apps, folder, turn);
    const all = [trio.plain, trio.ours, trio.again];
    try {
      await identify(trio.ours);
      await practise(all, [fresh, freshOpen], PRACTICE);
      // Both pages in the same turns, and all three processes: what two that are alike differ by is of the same moments.
      const pages = [fresh, freshOpen];
      const sides = pages.flatMap((calls) => all.map((running) => ({ running, calls, times: TIMES })));
      const [plain = [], ours = [], again = [], plainOpen = [], oursOpen = [], againOpen = []] =
        await turnsOf(sides, TURNS);
      targeted.push(...beside(ours, between(plain, again)));
      open.push(...beside(oursOpen, between(plainOpen, againOpen)));
      alike.push(...beside(again, plain), ...beside(againOpen, plainOpen));
    } finally {
      for (const running of all) await stop(running);
      rmSync(folder, { recursive: true, force: true });
    }
  }
  return [
    {
      what: 'made anew, an address nobody has asked for',
      ...middleOf(targeted),
      aim: 'at most 1.1',
    },
    {
      what: 'a page with nothing targeted, made anew',
      ...middleOf(open),
      aim: 'at most 1.1',
    },
    {
      what: 'plain Strapi made anew, against another plain Strapi',
      ...middleOf(alike),
    },
  ];
};
