import { segmentsEndpoints, type ShownSegment } from '../../../plugin/src/segments/endpoints';
import { useEndpoint } from '../shared/useEndpoint';
import { useMay } from '../shared/useMay';

export interface SegmentNames {
  readonly segments: readonly ShownSegment[];
  /** False until the list has come; meanwhile a name is an ellipsis, so that no key flashes up. */
  readonly loaded: boolean;
  /** False where this editor may not see segments: what is chosen is shown and stays as it is. */
  readonly may: boolean;
  nameOf(key: string): string;
  isUnknown(key: string): boolean;
}

/** The segments there are, for the audience field and its panel. */
export const useSegmentNames = (): SegmentNames => {
  const may = useMay('segments.read');
  const { answer, problem } = useEndpoint(segmentsEndpoints.list, may ? { page: 1, pageSize: 100 } : null);
  const segments = answer?.data ?? [];
  const whole = answer !== undefined && answer.meta.pagination.pageCount <= 1;
  const find = (key: string) => segments.find((segment) => segment.key === key);
  return {
    segments,
    loaded: answer !== undefined,
    may,
    nameOf: (key) => find(key)?.name ?? (may && !answer && !problem ? '…' : key),
    isUnknown: (key) => whole && !find(key),
  };
};
