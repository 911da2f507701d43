import type { UsagePlace } from '../../../../plugin/src/segments/endpoints';
import { pathTo } from '../../shared/paths';

/** The screen on which a segment is used; undefined where there is none to lead to. */
export const placePath = ({ target }: Pick<UsagePlace, 'target'>): string | undefined => {
  if (!target) return undefined;
  if (target.kind === 'segment') return pathTo('segments', target.id);
  if (target.kind === 'flow') return pathTo('flows', target.id);
  const locale = target.locale ? `?plugins[i18n][locale]=${encodeURIComponent(target.locale)}` : '';
  return `/content-manager/collection-types/${target.contentType}/${target.documentId}${locale}`;
};

/** One place from another: a block may stand in the draft and in the published page. */
export const placeKey = ({ what, name, target }: UsagePlace): string => JSON.stringify([what, name, target]);
