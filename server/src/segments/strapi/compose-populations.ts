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
    judgeAnew: segments.judgeAnew,
    pause: (ms) => setTimeout(ms),
    now: rim.now,
    log: rim.log,
    breathe,
  });
  /** As the scores were weighed last; a change has everyone judged anew where a score is asked for. */
  let weighed: string | undefined;
  const rescore = async (): Promise<void> => {
    for (const { id, condition } of await segments.kept()) {
      if (leavesOf(condition).some(({ kind }) => kind === 'score')) await segments.judgeAnew(id);
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
  const tick: Tick = {
    name: 'populations',
    everyMs: 5_000,
    everywhere: true,
    async run() {
      await scoring?.reload();
      const weights = JSON.stringify(scoring?.current());
      const reweighed = weighed !== undefined && weighed !== weights;
      weighed = weights;
      if (reweighed) await rescore();
      await populations.refresh(reweighed);
    },
  };
  return { populations, served, tick };
};
