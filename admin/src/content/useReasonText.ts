import type { Viewed } from '../../../plugin/src/content/shows';
import { isUnnamedKey } from '../../../plugin/src/segments/unnamed-key';
import { useText } from '../shared/useText';
import { useMoment } from './useAudienceLine';
import type { AudienceNames } from './useAudienceNames';

/** "Hidden: they are not in VIP": why a block, or a variant of an entry, is shown or hidden. */
export const useReasonText = (
  names: Pick<AudienceNames, 'nameOf'>,
): ((viewed: Viewed, of?: 'block' | 'variant', isFallback?: boolean) => string) => {
  const text = useText();
  const moment = useMoment();
  const because = ({ shown, reason }: Viewed, of: 'block' | 'variant', isFallback: boolean): string => {
    const way = shown ? 'shown' : 'hidden';
    switch (reason.because) {
      case 'for-everyone':
        return text(isFallback ? 'content.reason.fallback' : 'content.reason.everyone');
      case 'in':
        if (isUnnamedKey(reason.segment))
          return text('content.reason.holds', { sentence: names.nameOf(reason.segment) });
        return text(`content.reason.in.${way}`, { name: names.nameOf(reason.segment) });
      case 'in-none':
        if (reason.segments.length === 1 && isUnnamedKey(reason.segments[0]!))
          return text('content.reason.holds-not', { sentence: names.nameOf(reason.segments[0]!) });
        return text(`content.reason.in-none.${way}`, {
          names: reason.segments.map(names.nameOf).join(text('content.or')),
          count: reason.segments.length,
        });
      case 'not-yet':
        return text('content.reason.not-yet', { moment: moment(reason.from) });
      case 'over':
        return text('content.reason.over', { moment: moment(reason.until) });
      case 'slot-taken':
        return text('content.reason.slot-taken', { slot: reason.slot, of });
      case 'inside-hidden':
      case 'cannot-be-judged':
        return text(`content.reason.${reason.because}`);
    }
  };
  return (viewed, of = 'block', isFallback = false) =>
    text(viewed.shown ? 'content.shown.because' : 'content.hidden.because', {
      reason: because(viewed, of, isFallback),
    });
};
