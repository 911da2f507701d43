import type { IncomingHttpHeaders } from 'node:http';

import type { Context } from 'koa';

import { contentEndpoints, type JsonObject } from '../../../../plugin/src';
import { serve } from '../../strapi/endpoints';
import type { Rim } from '../../strapi/rim';
import type { SliceParts } from '../../strapi/slice';
import type { Profiles } from '../../profiles';
import {
  createDecisionTokens,
  createPreviews,
  createRequestFaults,
  createViews,
  readTold,
  type Asker,
  type PreviewPorts,
  type View,
  type Visit,
  type VisitorPorts,
} from '..';
import { createAllowance, type Audit } from '../../privacy';
import { createDecisions, type CallersKey } from './decide';
import { editorsServed, type Segmenting } from './editors';
import { grantAudiences } from './grants';
import type { Lane } from './lane';
import { laneServed } from './lane/served';
import { createLimited } from './limited';
import { perRequest } from './per-request';
import type { Viewing } from './register';
import { createPreviewed } from './previewed';
import {
  askedOf,
  noteName,
  plainNameOf,
  previewTokenOf,
  type PlainRequest,
  type VisitorToken,
} from './request';
import { createUsage, type Usage } from './usage';
import { visitorServed } from './visitor-served';
import { createAbout } from './visitors';

export interface ContentFace extends Viewing {
  readonly usage: Usage;
}

interface Needs {
  readonly profiles: Pick<Profiles, 'get'>;
  readonly visitors: VisitorPorts;
  readonly segmenting: Segmenting;
  /** For looking as somebody: reads, and neither notes nor freshens anything. */
  readonly foresight: Omit<PreviewPorts, 'about'>;
  readonly look: Audit['look'];
  /** Opens a token that the site's server signed. */
  openToken(token: string): Promise<VisitorToken | undefined>;
  /** The write key that a call shows, in its headers or its body. */
  keyOf(headers: IncomingHttpHeaders, body: JsonObject): Promise<CallersKey | undefined>;
  /** Undefined where nothing is kept. */
  readonly lane?: Lane;
}

export const composeContent = (rim: Rim, needs: Needs): SliceParts<ContentFace> => {
  const { unasked, honorGpc } = rim.config.privacy;
  const policy = { unasked, honorGpc };
  const views = createViews({ visitors: needs.visitors, policy, log: rim.log });
  const ports: PreviewPorts = { ...needs.foresight, about: createAbout(needs.profiles) };
  const previews = createPreviews({ ports, policy, secrets: rim.secrets, now: rim.now });
  const faults = createRequestFaults(rim.now, rim.log);
  const asking = { openToken: needs.openToken, locate: rim.locate, faults };
  const decisions = createDecisions({
    strapi: rim.strapi,
    tokens: createDecisionTokens(rim.secrets),
    now: rim.now,
    keyOf: needs.keyOf,
    onStale: () => faults.note('decision-token'),
    allow: createAllowance({ now: rim.now, most: rim.config.content.decideCallsAMinute }),
  });
  const seen = perRequest<View>('view');
  /** Undefined for a request that previews nothing, or no longer does: it then gets the stranger's page. */
  const previewOf = (ctx: Context): View | undefined => {
    const token = previewTokenOf(ctx);
    const preview = token === undefined ? undefined : previews.open(token);
    if (!preview) {
      if (token !== undefined) faults.note('preview-token');
      return undefined;
    }
    const at = preview.at ?? rim.now();
    let looked: ReturnType<View['segments']> | undefined;
    const look = async () => {
      try {
        return (await previews.look(preview, readTold(ctx.get('Attune-Context')))).standing;
      } catch (error) {
        rim.log.error('A preview could not be judged: targeted blocks are hidden.', {
          code: error instanceof Error ? error.name : 'unknown',
        });
        return undefined;
      }
    };
    return { segments: () => (looked ??= look()), now: () => at, isPreview: true };
  };
  const viewOf = (ctx: Context): View => {
    const known = seen.get(ctx) ?? previewOf(ctx);
    if (known) {
      seen.set(ctx, known);
      return known;
    }
    const at = rim.now();
    let asked: Promise<Visit> | undefined;
    let come: Visit | undefined;
    let whole: ReturnType<View['segments']> | undefined;
    const visit = () => (asked ??= askedOf(ctx, { ...asking, now: at }).then((told) => (come = views(told))));
    const decide: View['segments'] = async (keys) => (await visit()).segments(keys);
    const view: View = {
      segments: (keys) => (keys ? decide(keys) : (whole ??= decide())),
      traits: async () => (await visit()).traits(),
      now: () => at,
      holdsUntil: () => come?.holdsUntil() ?? Infinity,
      ...decisions.choosing(ctx, visit),
    };
    seen.set(ctx, view);
    return view;
  };
  const askerOf = (ctx: PlainRequest): Asker | undefined => {
    // Choices made before, or to be made, are nobody's to remember.
    const plain = decisions.concerns(ctx) ? undefined : plainNameOf(ctx);
    if (plain?.anonymousId === '') noteName(ctx, faults);
    const basis = plain && needs.visitors.basis(plain.anonymousId);
    return basis && { name: plain.name, basis, at: rim.now() };
  };
  const usage = createUsage(rim);
  const limited = createLimited(rim);

  return {
    face: { viewOf, askerOf, usage },
    served: [
      ...editorsServed(rim, { segmenting: needs.segmenting, previews, ports, look: needs.look }),
      laneServed(needs.lane, faults.counts),
      decisions.served,
      visitorServed({
        keyOf: needs.keyOf,
        viewOf,
        previewed: createPreviewed({ previews, profiles: needs.profiles, named: needs.segmenting.named }),
        allowed: rim.config.content.mergeTags,
      }),
      serve(contentEndpoints.usage, async ({ segment }) => ({ data: [...(await usage.bySegment(segment))] })),
      serve(contentEndpoints.limited, async () => ({ data: await limited.list() })),
      serve(contentEndpoints.free, async ({ component, id }, { actor }) => {
        const freed = await limited.free(component, id);
        rim.log.info('A block was freed: everyone sees it.', { actor, component, id });
        return { data: { freed } };
      }),
      serve(contentEndpoints.unpublish, async ({ contentType, documentId, locale }, { actor }) => {
        const unpublished = await limited.unpublish(contentType, documentId, locale);
        rim.log.info('An entry was unpublished.', { actor, contentType, documentId });
        return { data: { unpublished } };
      }),
    ],
    ticks: needs.lane
      ? [{ name: 'content changes', everyMs: 1_000, everywhere: true, run: needs.lane.beat }]
      : [],
    async start() {
      await grantAudiences(rim);
      await needs.lane?.start();
    },
    drain: async () => needs.lane?.stop(),
  };
};
