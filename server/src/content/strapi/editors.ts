import {
  contentEndpoints,
  PluginError,
  type Condition,
  type NamedSegment,
  type PreviewView,
} from '../../../../plugin/src';
import type { Audit } from '../../privacy';
import { serve, type Call, type Served } from '../../strapi/endpoints';
import { paginationOf, shownPage } from '../../strapi/paging';
import type { Rim } from '../../strapi/rim';
import { createContentMap, type PreviewPorts, type Previews } from '..';
import { createPlacedBlocks } from './placed-blocks';
import { forgetPreview, rememberPreview } from './preview-handler';

/** What editors ask of segments. */
export interface Segmenting {
  named(keys: readonly string[]): Promise<readonly NamedSegment[]>;
  offered(
    search: string | undefined,
    limit: number,
  ): Promise<{
    readonly rows: readonly { key: string; name: string; size: number; atMost: boolean }[];
    readonly total: number;
  }>;
  keepCondition(condition: Condition): Promise<{ readonly key: string; readonly sentence: string }>;
}

interface Needs {
  readonly segmenting: Segmenting;
  readonly previews: Previews;
  readonly ports: PreviewPorts;
  readonly look: Audit['look'];
}

/** What the edit view and the content map ask for. */
export const editorsServed = (rim: Rim, { segmenting, previews, ports, look }: Needs): readonly Served[] => {
  const map = createContentMap({
    source: createPlacedBlocks(rim),
    names: segmenting.named,
    imagine: (segment) => ports.imagine(new Set([segment]), {}, rim.now()),
    now: rim.now,
  });

  /** To see what somebody sees is to see something of them. */
  const allow = async ({ who }: PreviewView, call: Call): Promise<void> => {
    if (who.kind !== 'person') return;
    if (!call.may('people.read'))
      throw new PluginError(
        'forbidden',
        'To look as a real person, your role must be allowed to see people.',
      );
    await look(call.actor, 'preview as', who.profileId, {});
  };

  return [
    serve(contentEndpoints.names, async ({ keys }) => ({ data: [...(await segmenting.named(keys))] })),
    serve(contentEndpoints.segments, async ({ search, limit }) => {
      const { rows, total } = await segmenting.offered(search, limit);
      return { data: [...rows], meta: { total } };
    }),
    serve(contentEndpoints.keepCondition, async ({ condition }) => ({
      data: await segmenting.keepCondition(condition),
    })),
    serve(contentEndpoints.preview, async ({ view, keys }, call) => {
      await allow(view, call);
      const { standing, at, asStranger } = await previews.look(view);
      const asked = new Set(keys);
      const data = {
        standing: Object.fromEntries([...standing].filter(([key]) => asked.has(key))),
        at,
        asStranger,
      };
      return { data };
    }),
    serve(contentEndpoints.previewToken, async ({ view, documentId }, call) => {
      await allow(view, call);
      const issued = previews.issue(view);
      if (documentId !== undefined) rememberPreview(call.ctx, documentId, issued.token);
      return { data: issued };
    }),
    serve(contentEndpoints.forgetPreview, ({ documentId }, call) => {
      forgetPreview(call.ctx, documentId);
      return { data: { documentId } };
    }),
    serve(contentEndpoints.map, async ({ page, pageSize, ...asked }) => {
      const { found, named, totals, segments, types } = await map(asked);
      const shown = shownPage(page, pageSize);
      return {
        data: found.slice((shown - 1) * pageSize, shown * pageSize),
        meta: {
          ...paginationOf(shown, pageSize, found.length),
          totals,
          named,
          segments: [...segments],
          types,
        },
      };
    }),
  ];
};
