import { useIntl } from 'react-intl';

import { relativeTime } from './relative-time';

/** A length of time in its largest unit: "3 minutes". */
export const Duration = ({ ms }: { readonly ms: number }) => {
  const { value, unit } = relativeTime(ms, 0);
  return <>{useIntl().formatNumber(value, { style: 'unit', unit, unitDisplay: 'long' })}</>;
};
