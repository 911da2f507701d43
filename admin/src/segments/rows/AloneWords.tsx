import { Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import { useText } from '../../shared/useText';
import { useBuilder } from '../BuilderContext';
import type { Alone } from '../tree/alone';

/** Below it, a share says less than the number. */
const SMALLEST_SHARE = 0.01;

const useWords = () => {
  const text = useText();
  const intl = useIntl();
  return ({ size, of, error, atMost }: Alone): string => {
    if (atMost) return size >= of ? text('builder.alone.visit') : text('builder.alone.atMost', { size });
    if (error === null) return text('builder.alone', { size });
    if (size === 0) return text('builder.alone.under', { size: Math.max(1, error) });
    const share = size / Math.max(1, of);
    if (share < SMALLEST_SHARE) return text('builder.alone.about', { size: intl.formatNumber(size) });
    return text('builder.alone.about', {
      size: intl.formatNumber(share, { style: 'percent', maximumFractionDigits: 0 }),
    });
  };
};

/** How many pass a row or a group by itself, at its end. */
export const AloneWords = ({ id }: { readonly id: string }) => {
  const text = useText();
  const wordsOf = useWords();
  const { rows } = useBuilder();
  const alone = rows?.alone.get(id);
  // Of a row that is being changed, the number is that of what it was.
  if (!rows || !alone || rows.held.has(id)) return null;
  return (
    <Typography
      variant="pi"
      textColor="neutral600"
      title={text('builder.alone.hint')}
      lineHeight="3.2rem"
      paddingLeft={2}
      shrink={0}
      style={{ whiteSpace: 'nowrap', fontVariantNumeric: 'tabular-nums' }}
    >
      {wordsOf(alone)}
    </Typography>
  );
};
