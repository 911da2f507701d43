import { describe, expect, it } from 'vitest';

import { createSecrets } from '../../strapi/secrets';
import { createViewedPage, type ViewedPage } from '../lane';
import { gateOf } from '../page';
import type { Placed } from '../visitor';
import { decideOn, recall } from './choosing';
import { createDecisionTokens } from './tokens';

const NOON = Date.UTC(2027, 0, 31, 12);
const MINUTE = 60_000;
const tokens = createDecisionTokens(createSecrets('a master secret of some length'));
const where = { url: '/api/pages', caller: 'public' };

interface Dated {
  readonly until?: number;
  readonly title?: string;
}

/** A list of a block for VIPs and one for everybody. */
const pageWith = ({ until, title = 'VIP' }: Dated = {}): ViewedPage => {
  const gate = gateOf({
    ...{ key: 'k1', show: 'only', segments: ['vip'] },
    ...(until ? { until: new Date(until).toISOString() } : {}),
  });
  const items = [
    { gate, parts: [`"${title}"`] },
    { gate: undefined, parts: ['"all"'] },
  ];
  return createViewedPage(
    {
      parts: ['{"data":', { kind: 'list', items, slotted: false }],
      exposures: { before: ',"meta":', after: '' },
      tail: '}',
      segments: new Set(['vip']),
      targeted: true,
      dates: until ? [until] : [],
      size: 40,
    },
    (bytes) => `"${bytes.length}"`,
  );
};

const placed = (isIn: boolean, more: Partial<Placed> = {}): Placed => ({
  ...{ standing: new Map([['vip', isIn]]), until: null, isPerson: false },
  ...more,
});

const decided = (viewed: ViewedPage, own: Placed | undefined, stranger: Placed | undefined = placed(false)) =>
  decideOn(viewed, { now: NOON, place: async () => own, placeStranger: async () => stranger }, tokens, where);

describe('choices on one page', () => {
  it('are sealed with what is shown by them, and recalled', async () => {
    const vip = await decided(pageWith(), placed(true));
    expect(vip).toMatchObject({ exposures: ['k1'], expiresAt: NOON + 10 * MINUTE });
    const choices = recall(vip.token!, pageWith(), NOON, tokens, where);
    expect(pageWith().chosen(choices!.word).body).toBe('{"data":["VIP","all"]}');
    const other = await decided(pageWith(), placed(false));
    expect(other).toMatchObject({ exposures: [] });
    expect(other.token).not.toBe(vip.token);
  });

  it('end with the page’s next date, and before the visitor’s own change', async () => {
    const dated = pageWith({ until: NOON + MINUTE });
    expect(await decided(dated, placed(true))).toMatchObject({ expiresAt: NOON + MINUTE });
    const own = placed(true, { until: NOON + 90_000 });
    expect(await decided(pageWith(), own)).toMatchObject({ expiresAt: NOON + MINUTE });
    const brief = placed(true, { until: NOON + 10 });
    expect(await decided(pageWith(), brief)).toEqual({ token: null, reason: 'brief' });
  });

  it('of a proven person are nobody else’s, but for what strangers are shown too', async () => {
    const person = { isPerson: true };
    expect(await decided(pageWith(), placed(true, person))).toEqual({ token: null, reason: 'personal' });
    expect(await decided(pageWith(), placed(false, person))).toEqual(
      await decided(pageWith(), placed(false)),
    );
    const unknown = await decideOn(
      pageWith(),
      { now: NOON, place: async () => placed(false, person), placeStranger: async () => undefined },
      tokens,
      where,
    );
    expect(unknown).toEqual({ token: null, reason: 'personal' });
  });

  it('are none for who could not be judged', async () => {
    expect(await decided(pageWith(), undefined)).toEqual({ token: null, reason: 'unavailable' });
  });

  it('are forgotten when they are over, or the page is another', async () => {
    const { token } = await decided(pageWith(), placed(true));
    const ofPage = (viewed: ViewedPage, now = NOON) => recall(token!, viewed, now, tokens, where);
    expect(ofPage(pageWith(), NOON + 10 * MINUTE - 1)).toBeDefined();
    expect(ofPage(pageWith(), NOON + 10 * MINUTE)).toBeUndefined();
    expect(ofPage(pageWith({ title: 'Another' }))).toBeUndefined();
    expect(ofPage(pageWith({ until: NOON + 20 * MINUTE }))).toBeUndefined();
  });
});
