import type { Rim } from '../../strapi/rim';

/** A flood would write a line for each event. */
const WARN_EVERY_MS = 60_000;

/** Judgements in which patterns would have taken too long on what somebody sent, and matched nothing more. */
export const createGivenUp = ({ log, now }: Pick<Rim, 'log' | 'now'>) => {
  let times = 0;
  let warnedAt = -Infinity;
  return {
    times: (): number => times,
    count(): void {
      times += 1;
      if (now() - warnedAt < WARN_EVERY_MS) return;
      warnedAt = now();
      log.warn('A pattern was given up: somebody sent many long texts.', { times });
    },
  };
};
