import type { IncomingMessage } from 'node:http';

import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';

import {
  contentEndpoints,
  GEO_HEADERS,
  PluginError,
  type AnswerOf,
  type JsonObject,
  type ParsedInputOf,
} from '../../../../../plugin/src';
import type { Clock } from '../../../ports';
import { serve, type Call, type Served } from '../../../strapi/endpoints';
import {
  decideOn,
  isPreviewToken,
  plainAddress,
  recall,
  type Decided,
  type DecisionTokens,
  type Place,
  type View,
  type Visit,
} from '../..';
import { asksForDrafts, keepableCaller } from '../lane/caller';
import { perRequest } from '../per-request';
import { decisionTokenOf, type PlainRequest } from '../request';
import { askInside, type Headers } from './inside';

/** A key that the caller of an endpoint shows. */
export interface CallersKey {
  readonly id: string;
  readonly kind: 'browser' | 'server';
}

interface Needs {
  readonly strapi: Core.Strapi;
  readonly tokens: DecisionTokens;
  readonly now: Clock;
  /** Undefined for a call that shows none, or one that is not known. */
  readonly keyOf: (headers: IncomingMessage['headers'], body: JsonObject) => Promise<CallersKey | undefined>;
  /** Told of a token that does not hold, or no longer does. */
  readonly onStale: () => void;
  /** Throws for a caller who has used it up. */
  readonly allow: (caller: string) => void;
}

export interface Decisions {
  /** What a request has to do with choices: it brings a token of some, or is to make them. */
  choosing(ctx: Context, visit: () => Promise<Visit>): Pick<View, 'chosen' | 'take' | 'leave'>;
  /** Whether a request has anything to do with choices. */
  concerns(ctx: PlainRequest): boolean;
  readonly served: Served;
}

type Input = ParsedInputOf<typeof contentEndpoints.decide>;
type Answer = AnswerOf<typeof contentEndpoints.decide>['data'][number];

/** Passed on as they came: what they say is of the visitor, or of whoever speaks for them. */
const PASSED_ON = ['host', 'x-forwarded-for', 'x-forwarded-proto', 'x-forwarded-host', 'sec-gpc', 'dnt'];

const placeOf = (ctx: Context): Place | undefined => {
  const caller = keepableCaller(ctx);
  const url = plainAddress(ctx.url);
  return caller && url !== undefined ? { caller, url } : undefined;
};

const encoded = (context: JsonObject): string => Buffer.from(JSON.stringify(context)).toString('base64url');

export const createDecisions = ({ strapi, tokens, now, keyOf, onStale, allow }: Needs): Decisions => {
  const prefix = `${strapi.config.get<string>('api.rest.prefix', '/api')}/`;
  /** Requests of our own, and who waits for what is chosen. */
  const asked = perRequest<(decided: Decided) => void>('asked');

  const keyFor = async ({ writeKey }: Input, { ctx }: Call): Promise<CallersKey> => {
    const key = await (writeKey === undefined
      ? keyOf(ctx.req.headers, {})
      : // What stands in the header is then for the pages.
        keyOf({}, { writeKey }));
    if (!key) throw new PluginError('unauthorized', 'Expected a write key that is known.');
    if (key.kind === 'server' && ctx.req.headers.origin !== undefined)
      throw new PluginError(
        'forbidden',
        'This is a server key. In a browser use a browser key, and revoke this one.',
      );
    return key;
  };

  /** As the visitor's own request would be, but for their session. */
  const headersFor = ({ visitor, context, writeKey }: Input, ctx: Context): Headers => {
    const headers: Record<string, string> = { accept: 'application/json' };
    for (const name of [...PASSED_ON, ...GEO_HEADERS]) if (ctx.get(name)) headers[name] = ctx.get(name);
    const authorization = ctx.get('authorization');
    if (writeKey !== undefined && authorization !== '') headers.authorization = authorization;
    if (visitor) headers['attune-visitor'] = visitor;
    if (context) headers['attune-context'] = encoded(context);
    return headers;
  };

  const decide = async (url: string, headers: Headers, ctx: Context): Promise<Decided> => {
    const plain = plainAddress(url);
    if (plain === undefined || !plain.startsWith(prefix) || plain.startsWith(`${prefix}attune/`))
      return { token: null, reason: 'not-content' };
    const { remoteAddress } = ctx.req.socket;
    const request = { url: plain, headers, origin: { remoteAddress, encrypted: ctx.secure } };
    let decided: Decided | undefined;
    const status = await askInside(strapi, request, (made) => asked.set(made, (one) => (decided = one)));
    if (decided) return decided;
    return { token: null, reason: status === undefined || status < 400 ? 'unavailable' : 'refused' };
  };

  const shown = (url: string, decided: Decided): Answer =>
    decided.token === null
      ? { url, token: null, reason: decided.reason, expiresAt: null, exposures: [] }
      : { url, ...decided, exposures: [...decided.exposures] };

  return {
    choosing(ctx, visit) {
      const tell = asked.get(ctx.req);
      if (tell)
        return {
          leave: (reason) => tell({ token: null, reason }),
          async take(viewed) {
            const where = placeOf(ctx);
            if (asksForDrafts(ctx.query)) return tell({ token: null, reason: 'draft' });
            if (!where) return tell({ token: null, reason: 'refused' });
            tell(await decideOn(viewed, { ...(await visit()), now: now() }, tokens, where));
          },
        };
      const token = decisionTokenOf(ctx);
      if (token === undefined) return {};
      return {
        chosen(viewed) {
          const where = placeOf(ctx);
          if (!where || asksForDrafts(ctx.query)) return undefined;
          const choices = recall(token, viewed, now(), tokens, where);
          if (!choices) onStale();
          return choices;
        },
      };
    },
    concerns: (ctx) => asked.has(ctx.req) || decisionTokenOf(ctx) !== undefined,
    served: serve(contentEndpoints.decide, async (input, call) => {
      const { ctx } = call;
      const key = await keyFor(input, call);
      if (key.kind === 'browser') allow(`${ctx.ip} ${key.id}`);
      if (input.visitor !== undefined && isPreviewToken(input.visitor))
        throw new PluginError('invalid', 'visitor: Nobody shares what a preview shows.');
      ctx.set('Cache-Control', 'private, no-store');
      const headers = headersFor(input, ctx);
      const addresses = [...new Set(input.urls)];
      const decided = await Promise.all(addresses.map((url) => decide(url, headers, ctx)));
      const byAddress = new Map(addresses.map((url, index) => [url, decided[index]!]));
      return { data: input.urls.map((url) => shown(url, byAddress.get(url)!)) };
    }),
  };
};
