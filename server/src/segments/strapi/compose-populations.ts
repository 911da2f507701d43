import { setTimeout } from 'node:timers/promises';

import { leavesOf, segmentsEndpoints } from '../../../../plugin/src';
import { serve, type Served } from '../../strapi/endpoints';
import type { Tick } from '../../strapi/heartbeat';
import type { Rim } from '../../strapi/rim';
import { createPopulations, type People, type Populations, type Segments } from '..';
import { breathe } from './breathe';
import type { SegmentsNeeds } from './needs';
import { createKnexPopulations } from './population-store';

/** How figures are spread among all people: kept fresh, shown, and judged by anew when scores are weighed otherwise. */
export const composePopulations = (
  rim: Rim,
  segments: Segments,
  people: People,
  { scoring, flowFigures }: Pick<SegmentsNeeds, 'scoring' | 'flowFigures'>,
) => {
  const populations: Populations = createPopulations({
    store: createKnexPopulations(rim.db),
    people,
    conditions: segments.conditions,
    others: flowFigures,
    segments: segments.kept,
    startOver: segments.startOver,
    pause: (ms) => setTimeout(ms),
    now: rim.now,
    log: rim.log,
    breathe,
  });
  /** As the scores were weighed last; a change has everyone judged anew where a score is asked for. */
  let weighed = scoring?.current();
  let reweighed = false;
  const rescore = async (): Promise<void> => {
    for (const { id, condition } of await segments.kept()) {
      if (leavesOf(condition).some(({ kind }) => kind === 'score')) await segments.startOver(id);
    }
  };
  const shown = () => ({
    data: Object.entries(populations.current()).map(([key, { refreshedAt, n, mean, sd }]) => ({
      key,
      refreshedAt,
      n,
      mean,
      sd,
    })),
  });
  const served: readonly Served[] = [
    serve(segmentsEndpoints.populations, async () => {
      await populations.reload();
      return shown();
    }),
    serve(segmentsEndpoints.refreshPopulations, async () => {
      await populations.refresh(true);
      return shown();
    }),
  ];
  /** Before anybody is judged. */
  const start = async (): Promise<void> => {
    weighed = scoring?.current();
    await populations.follow();
  };
  /** Each process judges by what it has read: it has everybody judged anew when it reads something else. */
  const follow: Tick = {
    name: 'population figures',
    everyMs: 5_000,
    everywhere: true,
    async run() {
      await scoring?.reload();
      const weights = scoring?.current();
      if (weighed !== weights) {
        await rescore();
        reweighed = true;
      }
      weighed = weights;
      await populations.follow();
    },
  };
  const gather: Tick = {
    name: 'populations',
    everyMs: 5_000,
    async run() {
      const all = reweighed;
      reweighed = false;
      await populations.refresh(all);
    },
  };
  return { populations, served, start, ticks: [follow, gather] };
};
