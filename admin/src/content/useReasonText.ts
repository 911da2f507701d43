import { useText } from '../shared/useText';
import { useMoment } from './useAudienceLine';
import type { AudienceNames } from './useAudienceNames';
import type { ViewedBlock } from './entry-lists';

/** Why a block is shown or hidden, in a few words. */
export const useReasonText = (
  names: Pick<AudienceNames, 'nameOf' | 'isUnknown'>,
): ((viewed: ViewedBlock) => string) => {
  const text = useText();
  const moment = useMoment();
  return ({ shown, reason }) => {
    const way = shown ? 'shown' : 'hidden';
    switch (reason.because) {
      case 'for-everyone':
        return text('content.reason.everyone');
      case 'in':
        return text(`content.reason.in.${way}`, { name: names.nameOf(reason.segment) });
      case 'in-none':
        return text(`content.reason.in-none.${way}`, {
          names: reason.segments.map(names.nameOf).join(text('content.or')),
          count: reason.segments.length,
        });
      case 'not-yet':
        return text('content.reason.not-yet', { moment: moment(reason.from) });
      case 'over':
        return text('content.reason.over', { moment: moment(reason.until) });
      case 'slot-taken':
        return text('content.reason.slot-taken', { slot: reason.slot });
      case 'inside-hidden':
      case 'cannot-be-judged':
        return text(`content.reason.${reason.because}`);
    }
  };
};
