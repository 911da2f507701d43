import { useCallback, useEffect, useRef, useState } from 'react';

import { useFetchClient } from '@strapi/strapi/admin';

import { flowsEndpoints } from '../../../../plugin/src/flows/endpoints';
import type { FlowDefinition } from '../../../../plugin/src/flows/flow';
import { addFigures, NO_FIGURES, type FlowFigures } from '../../../../plugin/src/flows/rehearsal';
import { addMinutes, type MessageMinute } from '../../../../plugin/src/flows/rules/spread';
import { call } from '../../api';
import { isAbort, problemOf, type Problem } from '../../shared/problem';
import type { RehearsedPart, RehearsedStory } from '../listed-flow';

export interface Rehearsal extends Pick<
  RehearsedPart['meta'],
  'beside' | 'looked' | 'of' | 'base' | 'unknown'
> {
  readonly figures: FlowFigures;
  readonly live: FlowFigures | null;
  readonly stories: readonly RehearsedStory[];
  readonly minutes: readonly MessageMinute[];
  readonly isWhole: boolean;
}

export interface RehearsalWish {
  readonly from: number;
  readonly to: number;
  readonly draft: FlowDefinition;
}

/** One answer at a time, soon enough for the bar to move. */
const PATIENCE = 1_500;
const MOST_STORIES = 8;

const joined = (before: Rehearsal | undefined, { data, meta }: RehearsedPart): Rehearsal => ({
  figures: addFigures(before?.figures ?? NO_FIGURES, data),
  stories: [...(before?.stories ?? []), ...data.stories].slice(0, MOST_STORIES),
  minutes: addMinutes(before?.minutes ?? [], data.minutes),
  live: before ? before.live : meta.live,
  beside: before ? before.beside : meta.beside,
  looked: meta.looked,
  of: meta.of,
  base: meta.base,
  unknown: meta.unknown,
  isWhole: meta.next === null,
});

/** A rehearsal, part by part: its figures grow until it is over or somebody stops it. */
export const useRehearsal = (flowId: string) => {
  const client = useFetchClient();
  const clientNow = useRef(client);
  clientNow.current = client;
  const asking = useRef<AbortController | undefined>(undefined);
  const [rehearsal, setRehearsal] = useState<Rehearsal>();
  const [problem, setProblem] = useState<Problem>();
  const [running, setRunning] = useState(false);

  useEffect(() => () => asking.current?.abort(), []);

  const stop = useCallback(() => {
    asking.current?.abort();
    setRunning(false);
  }, []);

  const run = useCallback(
    async (wish: RehearsalWish): Promise<void> => {
      asking.current?.abort();
      const own = new AbortController();
      asking.current = own;
      setRehearsal(undefined);
      setProblem(undefined);
      setRunning(true);
      try {
        let whole: Rehearsal | undefined;
        for (let next: string | null | undefined; next !== null; ) {
          const asked = { id: flowId, ...wish, patience: PATIENCE, ...(next !== undefined && { next }) };
          const part: RehearsedPart = await call(
            clientNow.current,
            flowsEndpoints.rehearse,
            asked,
            own.signal,
          );
          if (own.signal.aborted) return;
          whole = joined(whole, part);
          setRehearsal(whole);
          next = part.meta.next;
        }
      } catch (error) {
        if (!own.signal.aborted && !isAbort(error)) setProblem(problemOf(error));
      } finally {
        if (asking.current === own) setRunning(false);
      }
    },
    [flowId],
  );

  return { rehearsal, problem, running, run, stop, forget: () => setProblem(undefined) };
};
