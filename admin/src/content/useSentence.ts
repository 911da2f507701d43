import { useText } from '../shared/useText';
import type { FormAudience } from './audience-value';
import type { SegmentNames } from './useSegmentNames';

/** "VIP or Partners", "everyone but VIP": who sees a block, in a line. */
export const useSentence = ({
  nameOf,
}: Pick<SegmentNames, 'nameOf'>): ((audience: FormAudience) => string) => {
  const text = useText();
  return (audience) => {
    if (audience.broken) return text('content.nobody');
    const { show, segments } = audience.value;
    if (show === 'everyone') return text('content.everyone');
    if (segments.length === 0) return text(show === 'only' ? 'content.nobody' : 'content.everyone');
    const names = segments.map(nameOf).join(text('content.or'));
    return text(show === 'only' ? 'content.only' : 'content.except', { names });
  };
};
