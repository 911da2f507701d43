import { describe, expect, it } from 'vitest';

import { STRICT_POLICY, type JsonObject, type PreviewView } from '../../../plugin/src';
import { createSecrets } from '../strapi/secrets';
import { createPreviews, isPreviewToken, PREVIEW_MS } from './previews';

const NOW = Date.parse('2027-03-01T12:00:00Z');

const open = (consented = true) => {
  let now = NOW;
  const asked: { readonly how: string; readonly context: JsonObject; readonly at?: number }[] = [];
  const previews = createPreviews({
    ports: {
      about: async () => ({
        consent: consented ? { personalisation: { granted: true, at: 0, source: 'test' } } : {},
        timezone: 'Asia/Tokyo',
      }),
      async decide(_profileId, context) {
        asked.push({ how: 'decide', context });
        return new Map([['vip', true]]);
      },
      async foresee(profileId, context, at) {
        asked.push({ how: profileId === null ? 'stranger' : 'foresee', context, at });
        return profileId === 'gone' ? undefined : new Map([['vip', profileId !== null]]);
      },
      async imagine(inside, context, at) {
        asked.push({ how: 'imagine', context, at });
        return new Map([...inside].map((key) => [key, true]));
      },
    },
    policy: STRICT_POLICY,
    secrets: createSecrets('a secret'),
    now: () => now,
  });
  return { previews, asked, later: (ms: number) => (now += ms) };
};

const VIP: PreviewView = { who: { kind: 'segments', keys: ['vip'] }, device: 'mobile' };
const ADA: PreviewView = { who: { kind: 'person', profileId: 'ada' } };

describe('a preview’s token', () => {
  it('brings back its view for a quarter of an hour, and not a millisecond longer', () => {
    const t = open();
    const { token, expiresAt } = t.previews.issue(VIP);
    expect(expiresAt).toBe(NOW + PREVIEW_MS);
    expect(isPreviewToken(token)).toBe(true);
    t.later(PREVIEW_MS - 1);
    expect(t.previews.open(token)).toEqual(VIP);
    t.later(1);
    expect(t.previews.open(token)).toBeUndefined();
  });

  it('says nothing to whoever reads it', () => {
    const { token } = open().previews.issue(VIP);
    const decoded = Buffer.from(token.slice('preview.'.length), 'base64url').toString('latin1');
    expect(`${token}${decoded}`).not.toMatch(/vip|segments|mobile/);
    expect(token).toMatch(/^preview\.[\w-]+$/);
  });

  it('is refused where a byte of it was altered, or another installation made it', () => {
    const { previews } = open();
    const { token } = previews.issue(VIP);
    for (const at of [8, 20, token.length - 1]) {
      const letter = token[at] === 'A' ? 'B' : 'A';
      expect(previews.open(`${token.slice(0, at)}${letter}${token.slice(at + 1)}`)).toBeUndefined();
    }
    for (const rubbish of ['', 'preview.', 'preview.a.b', 'ada', `${token}A`])
      expect(previews.open(rubbish)).toBeUndefined();
  });
});

describe('looking as somebody', () => {
  it('is real for a person now, and foreseen for a moment to come', async () => {
    const { previews, asked } = open();
    expect(await previews.look(ADA)).toMatchObject({ at: NOW, asStranger: false });
    await previews.look({ ...ADA, at: NOW + 1 });
    expect(asked.map(({ how }) => how)).toEqual(['decide', 'foresee']);
    expect(asked[0]?.context).toMatchObject({ timezone: 'Asia/Tokyo', localTime: '21:00' });
  });

  it('shows the stranger’s page for somebody who has not agreed, or is no more', async () => {
    const refused = open(false);
    const look = await refused.previews.look(ADA);
    expect(look.asStranger).toBe(true);
    expect(refused.asked.map(({ how }) => how)).toEqual(['stranger']);
    const gone = await open().previews.look({ who: { kind: 'person', profileId: 'gone' }, at: NOW + 1 });
    expect(gone.asStranger).toBe(true);
  });

  it('takes the page from the website, and the device and the clock from the view', async () => {
    const { previews, asked } = open();
    await previews.look(
      { ...VIP, timezone: 'America/New_York' },
      { url: 'https://shop.example/sale?utm_source=mail', userAgent: 'a desktop', timezone: 'Europe/Vienna' },
    );
    expect(asked[0]?.context).toMatchObject({
      path: '/sale',
      utm: { source: 'mail' },
      device: 'mobile',
      timezone: 'America/New_York',
      localTime: '07:00',
    });
    expect(asked[0]?.context.browser).toBeUndefined();
  });
});
