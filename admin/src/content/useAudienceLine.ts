import { useCallback } from 'react';

import { useIntl } from 'react-intl';

import { useText } from '../shared/useText';
import { conditionKeyOf, type FormAudience } from './audience-value';
import type { AudienceNames } from './useAudienceNames';

/** An instant where the editor is, as short as it can be said. */
export const useMoment = (): ((instant: string | number) => string) => {
  const intl = useIntl();
  return useCallback(
    (instant) => intl.formatDate(new Date(instant), { dateStyle: 'medium', timeStyle: 'short' }),
    [intl],
  );
};

/** "VIP or Partners", "everyone but VIP": who sees a block, in a line. */
export const useWho = ({ nameOf }: Pick<AudienceNames, 'nameOf'>): ((audience: FormAudience) => string) => {
  const text = useText();
  return (audience) => {
    if (audience.broken) return text('content.nobody');
    const { show, segments } = audience.value;
    if (show === 'everyone') return text('content.everyone');
    if (segments.length === 0) return text(show === 'only' ? 'content.nobody' : 'content.everyone');
    const own = conditionKeyOf(audience.value);
    if (own !== undefined) return text('content.condition', { sentence: nameOf(own) });
    const names = segments.map(nameOf).join(text('content.or'));
    return text(show === 'only' ? 'content.only' : 'content.except', { names });
  };
};

/** Who, and from when until when. */
export const useAudienceLine = (
  names: Pick<AudienceNames, 'nameOf'>,
): ((audience: FormAudience) => string) => {
  const text = useText();
  const who = useWho(names);
  const moment = useMoment();
  return (audience) => {
    if (audience.broken) return who(audience);
    const { from, until } = audience.value;
    return [
      who(audience),
      from !== undefined && text('content.from.line', { moment: moment(from) }),
      until !== undefined && text('content.until.line', { moment: moment(until) }),
    ]
      .filter(Boolean)
      .join(', ');
  };
};
