import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { loginAdmin } from '../support/admin';
import { publish } from '../support/content';
import { decide, inOneSpan } from '../support/decide';
import { makeKnown } from '../support/known-visitor';
import { grantPublic } from '../support/permissions';
import {
  dataOf,
  entryData,
  expectedEntry,
  expectedOf,
  randomPage,
  randomVariants,
  seenIn,
  type AnsweredEntry,
  type AnsweredPage,
  type RandomPage,
  type RandomVariants,
  type Standing,
} from '../support/random-pages';
import { TEST_KEYS, type Boot, type BootedStrapi } from '../support/strapi';

const TEN_MINUTES = 600_000;
const RUNS = 10;

const CONDITIONS = {
  a: { kind: 'trait', where: { a: true } },
  b: { kind: 'trait', where: { b: true } },
  german: { kind: 'context', where: { language: 'de' } },
  'a-german': {
    all: [
      { kind: 'trait', where: { a: true } },
      { kind: 'context', where: { language: 'de' } },
    ],
  },
  'not-b': { not: { kind: 'trait', where: { b: true } } },
  'fails-on-b': { kind: 'fails-on-b' },
  'asks-it': { not: { kind: 'segment', id: 'fails-on-b' } },
};

interface Traits {
  readonly a?: boolean;
  readonly b?: boolean;
}

/** A condition kind that fails on whoever has the trait `b`. */
const FAILING = join(dirname(fileURLToPath(import.meta.url)), '../support/failing-kind.cjs');

/** The same conditions, told again. */
const standingOf = ({ a = false, b = false }: Traits, language: string | undefined): Standing => {
  const german = language === 'de';
  const known = { a, b, german, 'a-german': a && german, 'not-b': !b };
  const all = Object.entries(b ? known : { ...known, 'fails-on-b': a, 'asks-it': !a });
  const those = (isIn: boolean) => new Set(all.flatMap(([key, value]) => (value === isIn ? [key] : [])));
  return { inside: those(true), outside: those(false) };
};

const DEVICES: Readonly<Record<string, Traits>> = {
  'device-none': {},
  'device-a': { a: true },
  'device-b': { b: true },
  'device-ab': { a: true, b: true },
  'device-too': { a: true, b: true },
};
const PERSONS: Readonly<Record<string, Traits>> = {
  'person-a': { a: true },
  'person-ab': { a: true, b: true },
};

interface Visitor {
  readonly who: string;
  readonly visitor: string | undefined;
  readonly language: string | undefined;
  readonly standing: Standing;
  /** Where a stranger who visits so stands. */
  readonly asStranger: Standing;
  readonly isPerson: boolean;
}

/** Something that is shown in many ways, and how each is told. */
interface Subject {
  /** Each is asked for tokens; the first by every visitor on every lane. */
  readonly urls: readonly [string, ...string[]];
  /** For GraphQL, its answer named `seen`. */
  readonly query: string;
  seen(data: unknown): unknown;
  expected(standing: Standing): unknown;
}

const REST_QUERY = 'populate[blocks][populate]=*&populate[lead]=true&populate[sections]=true';
const FIELDS = `{
  lead { title } sections { title }
  blocks {
    ... on ComponentBlocksHero { title } ... on ComponentBlocksText { body }
    ... on ComponentBlocksGrid { title cards { label } } ... on ComponentBlocksNote { note cards { label } }
  }
}`;

export const contentAgreeSuite = (name: string, boot: Boot): void => {
  describe(name, () => {
    let app: BootedStrapi;
    let admin: Awaited<ReturnType<typeof loginAdmin>>;
    let visitors: readonly Visitor[] = [];
    let pages = 0;

    beforeAll(async () => {
      app = await boot({
        graphql: true,
        extensions: FAILING,
        config: { privacy: { unasked: { analytics: 'granted', personalisation: 'granted' } } },
      });
      await grantPublic(
        app.strapi,
        ['page.page', 'feature.feature'].flatMap((name) => [`api::${name}.find`, `api::${name}.findOne`]),
      );
      admin = await loginAdmin(app.strapi, app.url);
      for (const [key, condition] of Object.entries(CONDITIONS)) {
        const body = JSON.stringify({ name: key, key, condition });
        expect((await admin('/attune/segments', { method: 'POST', body })).ok, key).toBe(true);
      }
      for (const [anonymousId, traits] of Object.entries(DEVICES)) {
        const identified = await fetch(`${app.url}/api/attune/v1/identify`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', authorization: `Bearer ${TEST_KEYS.browser}` },
          body: JSON.stringify({ anonymousId, traits, messageId: anonymousId }),
        });
        expect(identified.status).toBe(200);
      }
      const persons = await Promise.all(
        Object.entries(PERSONS).map(async ([userId, traits]) => ({
          who: userId,
          visitor: (await makeKnown(app, userId, { ...traits }))['attune-visitor'],
          traits,
          isPerson: true,
        })),
      );
      const devices = Object.entries(DEVICES).map(([id, traits]) => ({
        ...{ who: id, visitor: id, traits, isPerson: false },
      }));
      const strangers = [undefined, 'nobody'].map((visitor) => ({
        ...{ who: visitor ?? 'stranger', visitor, traits: {}, isPerson: false },
      }));
      visitors = [...strangers, ...devices, ...persons].flatMap(({ who, visitor, traits, isPerson }) =>
        [undefined, 'de'].map((language) => ({
          who: `${who} (${language ?? 'any language'})`,
          visitor,
          language,
          standing: standingOf(traits, language),
          asStranger: standingOf({}, language),
          isPerson,
        })),
      );
    });
    afterAll(() => app.stop());

    const contextOf = ({ language }: Visitor) => (language ? { locale: language } : {});
    const headersOf = (one: Visitor): Record<string, string> => ({
      ...(one.visitor ? { 'attune-visitor': one.visitor } : {}),
      'attune-context': Buffer.from(JSON.stringify(contextOf(one))).toString('base64url'),
    });
    const get = async (url: string, headers: Record<string, string>) => {
      const answer = await fetch(`${app.url}${url}`, { headers });
      return { text: await answer.text(), caching: answer.headers.get('cache-control') };
    };
    /** The header asks for nothing, and is passed by on the lane. */
    const cold = (url: string, headers: Record<string, string>) =>
      get(url, { ...headers, 'strapi-encode-source-maps': 'false' });
    const askGraphql = async (query: string, headers: Record<string, string>): Promise<unknown> => {
      const answer = await fetch(`${app.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ query }),
      });
      return ((await answer.json()) as { data: { seen: unknown[] } }).data.seen[0];
    };
    const dataIn = (text: string): unknown => {
      const { data } = JSON.parse(text) as { data: unknown };
      return Array.isArray(data) ? (data as unknown[])[0] : data;
    };

    const hits = async (): Promise<number> => {
      const { data } = (await (await admin('/attune/content/lanes')).json()) as {
        data: { early: { hits: number } };
      };
      return data.early.hits;
    };

    const checkSeen = async ({ urls: [url], query, seen, expected }: Subject): Promise<void> => {
      const before = await hits();
      for (const one of visitors) {
        const headers = headersOf(one);
        const made = await cold(url, headers);
        expect(seen(dataIn(made.text)), `${one.who}, cold`).toEqual(expected(one.standing));
        expect(seen(await askGraphql(query, headers)), `${one.who}, GraphQL`).toEqual(expected(one.standing));
        for (const time of ['first', 'filling', 'warm'])
          expect((await get(url, headers)).text, `${one.who}, ${time}`).toBe(made.text);
      }
      // All but the first two came from memory; some of Strapi's writes after a publication may be late.
      expect((await hits()) - before).toBeGreaterThan(2 * visitors.length);
    };

    /** What each gets by their token, and which tokens are the same. */
    const checkTokens = async ({ seen, expected }: Subject, url: string): Promise<void> => {
      await inOneSpan(60_000);
      const bytes = new Map<string, string>();
      const tokens = new Map<string, string>();
      for (const one of visitors) {
        const [decided] = await decide(app, { visitor: one.visitor, context: contextOf(one), urls: [url] });
        const word = JSON.stringify(expected(one.standing));
        const isTheirs = one.isPerson && word !== JSON.stringify(expected(one.asStranger));
        expect(decided!.reason, one.who).toBe(isTheirs ? 'personal' : undefined);
        const token = decided!.token;
        if (token === null) continue;
        const before = tokens.get(word);
        expect(token, `${one.who} shares the token of who is shown the same`).toBe(before ?? token);
        tokens.set(word, token);
        // Whoever sends it, in whatever name: the token alone tells.
        for (const ask of bytes.has(token) ? [get] : [cold, get, get]) {
          const answer = await ask(url, { ...headersOf(one), 'attune-decision': token });
          expect(answer.caching, one.who).toMatch(/^public, max-age=\d+$/);
          expect(answer.text, one.who).toBe(bytes.get(token) ?? answer.text);
          expect(seen(dataIn(answer.text)), one.who).toEqual(expected(one.standing));
          bytes.set(token, answer.text);
        }
      }
      expect(new Set(tokens.values()).size).toBe(tokens.size);
    };

    const check = async (subject: Subject): Promise<void> => {
      await checkSeen(subject);
      for (const url of subject.urls) await checkTokens(subject, url);
    };

    const pageOf = async (page: RandomPage, slug: string): Promise<Subject> => {
      const { documentId } = await publish(app.strapi, 'api::page.page', dataOf(page, slug));
      return {
        urls: [`/api/pages?filters[slug]=${slug}&${REST_QUERY}`, `/api/pages/${documentId}?${REST_QUERY}`],
        query: `{ seen: pages(filters: { slug: { eq: "${slug}" } }) ${FIELDS} }`,
        seen: (data) => seenIn(data as AnsweredPage),
        expected: (standing) => expectedOf(page, standing),
      };
    };
    /** An entry with variants of itself, which it is shown with behind a relation too. */
    const entryOf = async (variants: RandomVariants, slug: string): Promise<Subject> => {
      const { documentId } = await publish(app.strapi, 'api::feature.feature', entryData(variants, slug));
      const related = { headline: `to ${slug}`, slug: `to-${slug}`, related: [documentId] };
      await publish(app.strapi, 'api::feature.feature', related);
      return {
        urls: [`/api/features?filters[slug]=to-${slug}&populate=related`, `/api/features/${documentId}`],
        query: `{ seen: features(filters: { slug: { eq: "${slug}" } }) { headline teaser } }`,
        seen(data) {
          const { headline, teaser, related: behind } = data as AnsweredEntry;
          return behind?.[0]
            ? { headline: behind[0].headline, teaser: behind[0].teaser }
            : { headline, teaser };
        },
        expected: (standing) => expectedEntry(variants, standing),
      };
    };

    it(
      'shows the same blocks cold, from memory and by GraphQL, and the same bytes for the same token',
      { timeout: TEN_MINUTES },
      async () => {
        await fc.assert(
          fc.asyncProperty(randomPage, randomVariants, async (page, variants) => {
            const slug = `random-${(pages += 1)}`;
            await check(await pageOf(page, slug));
            await check(await entryOf(variants, slug));
          }),
          // A page is a minute's work: the one that failed is shown as it is.
          { numRuns: RUNS, endOnFailure: true },
        );
      },
    );
  });
};
