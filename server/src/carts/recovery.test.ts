import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { Cart } from '../../../plugin/src';
import { createSecrets } from '../strapi/secrets';
import { createRecovery, TOKEN_LASTS } from './recovery';

const kettle: Cart = {
  ...{ id: 'c1', state: 'updated', value: 99.8, currency: 'EUR', openedAt: 1, movedAt: 2 },
  lines: [{ productId: 'KETTLE', quantity: 2, price: 49.9 }],
};

const open = (cart: Cart = kettle) => {
  const world = {
    now: 1_000_000,
    cart: cart as Cart | undefined,
    living: 'p1' as string | undefined,
    asked: 0,
    opened: [] as string[],
  };
  const recovery = createRecovery({
    carts: {
      async find(profileId, cartId) {
        world.asked += 1;
        return profileId === 'p1' && cartId === 'c1' ? world.cart : undefined;
      },
    },
    livingId: async () => world.living,
    noteOpened: async (device, { profileId, cartId }) =>
      void world.opened.push(`${device} ${profileId} ${cartId}`),
    secrets: createSecrets('a secret of this test, long enough'),
    now: () => world.now,
  });
  return Object.assign(world, recovery);
};
const gone = { code: 'not-found', message: 'There is no cart behind this link any more.' };

describe('a link to a cart', () => {
  it('brings back what is in it, and nothing else of anybody', async () => {
    const { restore, tokenFor } = open();
    const token = tokenFor('p1', 'c1');
    expect(await restore(token, 'ip')).toEqual({
      ...{ id: 'c1', currency: 'EUR' },
      lines: [{ productId: 'KETTLE', quantity: 2 }],
    });
    expect(token).toMatch(/^[\w-]+\.a$/);
    expect(Buffer.from(token, 'base64url').toString('latin1')).not.toMatch(/p1|c1/);
  });

  it('goes along with whoever became part of somebody, and ends with them', async () => {
    const world = open();
    const token = world.tokenFor('p0', 'c1');
    expect(await world.restore(token, 'ip')).toMatchObject({ id: 'c1' });
    world.living = undefined;
    await expect(world.restore(token, 'ip')).rejects.toMatchObject(gone);
  });

  it('says which device was led to it, and says so of nobody else', async () => {
    const world = open();
    const token = world.tokenFor('p0', 'c1');
    await world.restore(token, 'ip');
    await world.restore('c1.a', 'ip', 'guesser').catch(() => {});
    await world.restore(`x${token}`, 'ip', 'guesser').catch(() => {});
    await world.restore(token, 'ip', 'phone');
    world.cart = { ...kettle, state: 'ordered' };
    await world.restore(token, 'ip', 'late').catch(() => {});
    expect(world.opened).toEqual(['phone p1 c1']);
  });

  it('ends with the cart, and after a fortnight', async () => {
    const world = open();
    const token = world.tokenFor('p1', 'c1');
    for (const state of ['ordered', 'emptied', 'expired'] as const) {
      world.cart = { ...kettle, state };
      await expect(world.restore(token, 'ip')).rejects.toMatchObject(gone);
    }
    world.cart = kettle;
    world.now += TOKEN_LASTS - 1;
    expect(await world.restore(token, 'ip')).toMatchObject({ id: 'c1' });
    world.now += 1;
    await expect(world.restore(token, 'ip')).rejects.toMatchObject(gone);
  });

  it('cannot be made up or altered: what is not ours asks nobody, and tells nothing', async () => {
    const world = open();
    const token = world.tokenFor('p1', 'c1');
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string(),
          fc.nat(token.length - 3).map((at) => {
            const other = token[at] === 'A' ? 'B' : 'A';
            return token.slice(0, at) + other + token.slice(at + 1);
          }),
          fc.constantFrom('', '.a', `${token}.a`, token.slice(0, -2), `${token.slice(0, 20)}.a`),
        ),
        async (forged) => {
          world.now += 2_000;
          await expect(world.restore(forged, 'ip')).rejects.toMatchObject(gone);
        },
      ),
    );
    expect(world.asked).toBe(0);
  });

  it('is counted: guesses by who guesses, and each cart by itself', async () => {
    const world = open();
    const token = world.tokenFor('p1', 'c1');
    for (let at = 0; at < 60; at += 1) await world.restore('guess.a', 'ip').catch(() => {});
    await expect(world.restore('guess.a', 'ip')).rejects.toMatchObject({
      code: 'too-many',
      details: { retryAfter: 60 },
    });
    await expect(world.restore('guess.a', 'other')).rejects.toMatchObject(gone);
    for (let at = 0; at < 30; at += 1) await world.restore(token, 'ip');
    await expect(world.restore(token, 'ip')).rejects.toMatchObject({ code: 'too-many' });
    world.now += 60_000;
    expect(await world.restore(token, 'ip')).toMatchObject({ id: 'c1' });
  });
});
