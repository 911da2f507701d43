import type { BlockFault, SlotFault } from '../../../plugin/src/content/faults';
import { useText } from '../shared/useText';
import { useMoment } from './useAudienceLine';
import type { AudienceNames } from './useAudienceNames';

/** What is wrong with a block, a variant of an entry or a slot, in a sentence. */
export const useFaultText = (names: Pick<AudienceNames, 'nameOf'>) => {
  const text = useText();
  const moment = useMoment();
  return {
    block(fault: BlockFault, of: 'block' | 'variant' = 'block'): string {
      switch (fault.because) {
        case 'gone':
          return text('content.unknown', { names: fault.segments.map(names.nameOf).join(', ') });
        case 'over':
          return Date.parse(fault.until) > Date.now()
            ? text('content.fault.backwards', { of })
            : text('content.fault.over', { moment: moment(fault.until), of });
        case 'cannot-be-read':
          return text('content.broken', { of });
        case 'nobody-chosen':
          return text('content.nobody.warning', { of });
        case 'nobody-left-out':
          return text('content.everyone.warning', { of });
        case 'all-gone':
        case 'after-everyone':
        case 'named-earlier':
          return text(`content.fault.${fault.because}`, { of });
      }
    },
    slot({ slot, since }: SlotFault, now: number): string {
      return since <= now
        ? text('content.fault.no-fallback', { slot })
        : text('content.fault.no-fallback.from', { slot, moment: moment(since) });
    },
  };
};
