import type { BlockFault, SlotFault } from '../../../plugin/src/content/faults';
import { useText } from '../shared/useText';
import { useMoment } from './useAudienceLine';
import type { AudienceNames } from './useAudienceNames';

/** What is wrong with a block or a slot, in a sentence. */
export const useFaultText = (names: Pick<AudienceNames, 'nameOf'>) => {
  const text = useText();
  const moment = useMoment();
  return {
    block(fault: BlockFault): string {
      switch (fault.because) {
        case 'gone':
          return text('content.unknown', { names: fault.segments.map(names.nameOf).join(', ') });
        case 'over':
          return text('content.fault.over', { moment: moment(fault.until) });
        case 'cannot-be-read':
          return text('content.broken', { of: 'block' });
        case 'nobody-chosen':
          return text('content.nobody.warning', { of: 'block' });
        case 'all-gone':
        case 'after-everyone':
        case 'named-earlier':
          return text(`content.fault.${fault.because}`);
      }
    },
    slot({ slot, since }: SlotFault, now: number): string {
      return since <= now
        ? text('content.fault.no-fallback', { slot })
        : text('content.fault.no-fallback.from', { slot, moment: moment(since) });
    },
  };
};
