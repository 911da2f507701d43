import type { Already } from '../../../../plugin/src';
import type { Tx } from '../../ports';
import type { TodayAudiences } from './today';

/** Nobody is in a segment that cannot be judged, and nobody has left it, whatever rows are still kept of it. */
export const settledAudiences = (
  audiences: TodayAudiences,
  isSettled: (segment: string, tx: Tx) => Promise<boolean>,
): TodayAudiences => {
  const isKnown = async (tx: Tx, among: Already): Promise<boolean> =>
    !('segment' in among) || isSettled(among.segment, tx);
  return {
    people: async (tx, among, after, limit) =>
      (await isKnown(tx, among)) ? audiences.people(tx, among, after, limit) : [],
    sample: async (tx, among, most) => ((await isKnown(tx, among)) ? audiences.sample(tx, among, most) : []),
    count: async (tx, among) => ((await isKnown(tx, among)) ? audiences.count(tx, among) : 0),
  };
};
