import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { MOST_DECIDED } from '../plugin/src';
import { makeApp } from './content/apps';
import { BEHIND, decisions, graphql, OPEN, PATH, visitor, type Call } from './content/calls';
import { coldRows } from './content/cold';
import { crowd } from './content/crowd';
import { decideVariants } from './content/decide-variants';
import { identify, practise } from './content/ready';
import { compare, start, stop, type Side } from './content/running';

/** So often that what follows is what a server takes that has run for a while. */
const STEADY = 1_000;
/** What takes less than half a millisecond is compiled later: it changes until about the three thousandth. */
const STEADY_BEHIND = 3_000;

export const title = 'A page of 12 blocks from the CMS (milliseconds of CPU a request)';

/** Of calls that choose for many addresses at once, what one of them takes. */
const perChoice = ({ ours, peer, ratio }: Awaited<ReturnType<typeof compare>>, choices: number) => ({
  ours: ours / choices,
  peer,
  ratio: ratio / choices,
});

export const run = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'attune-bench-'));
  const root = process.cwd();
  const source = join(root, 'tests/support/app');
  // Beside node_modules, so that the copies find Strapi.
  const apps = join(root, 'node_modules/.cache/attune-bench');
  const [plainApp, ourApp] = [join(apps, 'plain-app'), join(apps, 'our-app')];
  makeApp(source, plainApp, true);
  makeApp(source, ourApp, false);
  const cold = await coldRows({ plain: plainApp, ours: ourApp });
  const peer = await start(plainApp, folder, false);
  const ours = await start(ourApp, folder, true);
  try {
    await identify(ours);
    const plain: Side = { running: peer, calls: () => ({ path: PATH }), times: 10 };
    const bare: Side = {
      running: peer,
      calls: () => ({ path: `/bare?of=${encodeURIComponent(PATH)}` }),
      times: 400,
    };
    // A turn of it takes as long as one of plain Strapi: after a collection at rest V8 compiles anew (ADR 0043), and that
    // is not to be most of what is measured.
    const behind: Side = { running: ours, calls: () => ({ path: BEHIND }), times: 400 };
    const bareRoute: Side = {
      running: peer,
      calls: () => ({ path: BEHIND, headers: { 'x-bare': 'yes' } }),
      times: 100,
    };
    const plainBehind: Side = { running: peer, calls: behind.calls, times: 10 };
    const warm = (calls: (index: number) => Call): Side => ({ running: ours, calls, times: 400 });
    const stranger = warm(() => ({ path: PATH }));
    const many = await crowd(ours, visitor, 10_000);
    const plainCrowd = await crowd(peer, () => ({ path: PATH }), 5_000);
    const micros = await decideVariants(50);
    await practise([ours, peer], [graphql]);
    // Each as often as the other: Strapi's part is compiled where it has run often.
    await practise([ours, peer], [() => plain.calls(0)], STEADY);
    await practise([ours, peer], [() => behind.calls(0)], STEADY_BEHIND);
    await practise(
      [peer],
      [bare.calls, bareRoute.calls].map((one) => () => one(0)),
      STEADY,
    );
    return [
      {
        what: 'from memory at the door, a stranger',
        ...(await compare(stranger, plain)),
        aim: 'at most 0.01',
      },
      {
        what: 'the same, 1,000 visitors in turn',
        ...(await compare(warm(visitor), plain)),
        aim: 'at most 0.01',
      },
      {
        what: 'a stranger, against a bare early middleware that joins the same strings',
        ...(await compare(stranger, bare)),
        aim: 'at most 1.5',
      },
      {
        what: '1,000 visitors in turn, against the same with their names',
        ...(await compare(warm(visitor), {
          ...bare,
          calls: (index) => ({ ...visitor(index), path: bare.calls(0).path }),
        })),
        aim: 'at most 1.5',
      },
      {
        what: 'that bare early middleware, against plain Strapi',
        ...(await compare(bare, plain)),
      },
      {
        what: 'from memory behind Strapi’s auth, against plain Strapi',
        ...(await compare(behind, plainBehind)),
        aim: 'at most 0.033',
      },
      {
        what: 'the same, against a bare route middleware behind Strapi’s auth that gives the same text',
        ...(await compare(behind, bareRoute)),
        aim: 'at most 1.5',
      },
      {
        what: 'that bare route middleware, against plain Strapi',
        ...(await compare(bareRoute, plainBehind)),
      },
      ...cold,
      {
        what: 'a page with nothing targeted, from memory',
        ...(await compare(
          warm(() => ({ path: OPEN })),
          { ...plain, calls: () => ({ path: OPEN }) },
        )),
        aim: 'at most 1',
      },
      {
        what: 'by GraphQL',
        ...(await compare({ running: ours, calls: graphql, times: 10 }, { ...plain, calls: graphql })),
        aim: 'at most 1.1',
      },
      // A choice goes the way of a GET through Koa, and seals a token in the place of writing 10 KB of JSON. Alone it pays
      // for a route of Strapi's besides (body, router, auth): the bare one above, and a choice.
      {
        what: 'POST /v1/decide for 20 addresses, each choice, against plain Strapi',
        ...perChoice(
          await compare(
            { running: ours, calls: (index) => decisions(index, MOST_DECIDED), times: 20 },
            plain,
          ),
          MOST_DECIDED,
        ),
        aim: 'at most 0.05',
      },
      {
        what: 'POST /v1/decide for one address, against plain Strapi',
        ...(await compare({ running: ours, calls: (index) => decisions(index, 1), times: 200 }, plain)),
        aim: 'at most 0.13',
      },
      {
        what: '1,000 visitors in 50 segments, 10 connections: requests a second',
        ours: many.perSecond,
        peer: plainCrowd.perSecond,
        ratio: many.perSecond / plainCrowd.perSecond,
      },
      {
        what: 'and the CPU of each of those requests',
        ours: many.cpu,
        peer: plainCrowd.cpu,
        ratio: many.cpu / plainCrowd.cpu,
        aim: 'at most 0.01',
      },
      { what: 'of which half waited less than (ms)', ours: many.p50, peer: plainCrowd.p50 },
      { what: 'and 99 of 100 less than (ms)', ours: many.p99, peer: plainCrowd.p99 },
      { what: 'memory of the process then (MB)', ours: many.megabytes, peer: plainCrowd.megabytes },
      { what: 'a page of 50 variants decided and joined (microseconds)', ours: micros, aim: 'under 50' },
    ];
  } finally {
    for (const running of [ours, peer]) await stop(running);
    for (const path of [folder, plainApp, ourApp]) rmSync(path, { recursive: true, force: true });
  }
};
