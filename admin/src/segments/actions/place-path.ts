import type { UsagePlace } from '../../../../plugin/src/segments/endpoints';
import { formOf, pathTo } from '../../shared/paths';

/** The screen on which a segment is used; undefined where there is none to lead to. */
export const placePath = ({ target }: Pick<UsagePlace, 'target'>): string | undefined => {
  if (!target) return undefined;
  if (target.kind === 'segment') return pathTo('segments', target.id);
  if (target.kind === 'flow') return pathTo('flows', target.id);
  return formOf(target);
};

/** One place from another: a block may stand in the draft and in the published page. */
export const placeKey = ({ what, name, target }: UsagePlace): string => JSON.stringify([what, name, target]);
