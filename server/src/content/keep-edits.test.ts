import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
  edited,
  EDITS,
  everyBlock,
  gold,
  nestedModels,
  printed,
  vip,
  type Draw,
  type Node,
} from '../../../tests/support/edited-pages';
import { createKeeper } from './keep';
import { createShapes } from './shape';

const keeper = createKeeper(createShapes((uid) => nestedModels.find((model) => model.uid === uid)));
const keep = (data: object, stored: object) =>
  keeper.keep(data, 'api::page.page', stored as Readonly<Record<string, unknown>>, {
    voice: () => 'partial',
    translated: false,
  });

describe('whatever becomes of a page in one write', () => {
  const outcome = (
    draw: Draw,
    edits: readonly (typeof EDITS)[number][],
    tells: (draw: Draw) => boolean,
  ): readonly { readonly block: Readonly<Record<string, unknown>>; readonly node: Node }[] => {
    const { before, after } = edited(draw, edits);
    const known = new Map<string, Node>();
    const stored = printed(before, new Map(), ({ id, isFor }) => ({ id, audience: isFor }));
    const data = printed(after, known, ({ id, origin }) => (origin && tells(draw) ? { id } : {}));
    return everyBlock(keep(data, stored)).map((block) => ({ block, node: known.get(String(block.text))! }));
  };
  const drawn = fc.infiniteStream(fc.nat()).map((stream) => {
    return (below: number): number => (below === 0 ? 0 : stream.next().value! % below);
  });
  const telling = fc.constantFrom<(draw: Draw) => boolean>(
    () => false,
    () => true,
    (draw) => draw(2) === 0,
  );

  it('never makes a targeted block public', () => {
    let told = 0;
    let refused = 0;
    fc.assert(
      fc.property(drawn, telling, (draw, tells) => {
        let result: ReturnType<typeof outcome>;
        try {
          result = outcome(draw, EDITS, tells);
        } catch (error) {
          expect(String(error)).toContain('a block of its kind is not shown to everyone');
          refused += 1;
          return;
        }
        for (const { block, node } of result) {
          if (!node.origin?.isFor) continue;
          told += 1;
          expect([vip, gold]).toContainEqual(block.audience);
        }
      }),
      { numRuns: 4_000 },
    );
    expect(told).toBeGreaterThan(1_500);
    expect(refused).toBeLessThan(1_200);
  });

  it.each<[string, readonly (typeof EDITS)[number][], () => boolean]>([
    ['blocks are only taken away', ['delete'], () => false],
    ['blocks are only moved', ['move'], () => false],
    ['every block says its id and none is added', ['delete', 'move', 'change'], () => true],
  ])('keeps every audience, and refuses nothing, where %s', (_name, edits, tells) => {
    let told = 0;
    fc.assert(
      fc.property(drawn, (draw) => {
        for (const { block, node } of outcome(draw, edits, tells)) {
          if (node.kind === 'row') continue;
          told += 1;
          expect(block.audience).toEqual(node.origin!.isFor);
        }
      }),
      { numRuns: 1_000 },
    );
    expect(told).toBeGreaterThan(500);
  });
});
