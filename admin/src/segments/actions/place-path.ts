import type { UsagePlace } from '../../../../plugin/src/segments/endpoints';
import { blockOf, pathTo } from '../../shared/paths';

/** The place itself: a block in its entry, a step of a flow, another segment; undefined where there is none to lead to. */
export const placePath = ({ target }: Pick<UsagePlace, 'target'>): string | undefined => {
  if (!target) return undefined;
  if (target.kind === 'segment') return pathTo('segments', target.id);
  if (target.kind === 'block') return blockOf(target);
  const step = target.step === undefined ? '' : `?step=${encodeURIComponent(target.step)}`;
  return `${pathTo('flows', target.id)}${step}`;
};

/** One place from another: a page may have a block in each of its languages. */
export const placeKey = ({ what, name, target }: UsagePlace): string => JSON.stringify([what, name, target]);
