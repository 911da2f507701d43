import type { Context } from 'koa';

import { contentEndpoints, type JsonObject, type Standing } from '../../../../plugin/src';
import { serve } from '../../strapi/endpoints';
import type { Rim } from '../../strapi/rim';
import type { SliceParts } from '../../strapi/slice';
import type { Profiles } from '../../profiles';
import { createViews, type View } from '..';
import { grantAudiences } from './grants';
import type { Viewing } from './register';
import { askedOf, type VisitorToken } from './request';
import { createUsage, type Usage } from './usage';
import { createVisitors } from './visitors';

export interface ContentFace extends Viewing {
  readonly usage: Usage;
}

interface Needs {
  readonly profiles: Pick<Profiles, 'find' | 'get'>;
  /** Takes in what is due for this profile, so that the page knows it. */
  freshen(profileId: string): Promise<void>;
  /** Keys of the segments; null is a stranger, judged on the request's context alone. */
  decide(profileId: string | null, context: JsonObject): Promise<Standing>;
  /** Opens a token that the site's server signed. */
  openToken(token: string): Promise<VisitorToken | undefined>;
}

export const composeContent = (rim: Rim, needs: Needs): SliceParts<ContentFace> => {
  const { unasked, honorGpc } = rim.config.privacy;
  const views = createViews({ visitors: createVisitors(needs), policy: { unasked, honorGpc }, log: rim.log });
  const asking = { openToken: needs.openToken, locate: rim.locate };
  const seen = new WeakMap<Context, View>();
  const viewOf = (ctx: Context): View => {
    const known = seen.get(ctx);
    if (known) return known;
    let decided: ReturnType<View['segments']> | undefined;
    const decide = async () => views(await askedOf(ctx, { ...asking, now: at })).segments();
    const at = rim.now();
    const view: View = { segments: () => (decided ??= decide()), now: () => at };
    seen.set(ctx, view);
    return view;
  };
  const usage = createUsage(rim);

  return {
    face: { viewOf, usage },
    served: [
      serve(contentEndpoints.usage, async ({ segment }) => ({ data: [...(await usage.bySegment(segment))] })),
    ],
    start: () => grantAudiences(rim),
  };
};
