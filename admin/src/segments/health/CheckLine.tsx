import { Flex, Typography } from '@strapi/design-system';
import { CheckCircle, Clock } from '@strapi/icons';
import { useIntl } from 'react-intl';

import type { SegmentCheck } from '../../../../plugin/src/segments/endpoints';
import { useText } from '../../shared/useText';

/** A check that warns of nothing: that it is well, or why nobody can say yet and from when on one can. */
export const CheckLine = ({ check: { code, state, from } }: { readonly check: SegmentCheck }) => {
  const text = useText();
  const intl = useIntl();
  if (state === 'well') {
    return (
      <Flex tag="li" gap={3}>
        <CheckCircle fill="success600" aria-hidden style={{ flexShrink: 0 }} />
        <Typography textColor="neutral600">{text(`segments.well.${code}`)}</Typography>
      </Flex>
    );
  }
  const at = from === null ? '' : intl.formatDate(from, { dateStyle: 'long' });
  return (
    <Flex tag="li" gap={3}>
      <Clock fill="neutral500" aria-hidden style={{ flexShrink: 0 }} />
      <Typography textColor="neutral600">
        {text(`segments.unknown.${code}`)} {text(`segments.unknown.because.${state}`, { at })}
      </Typography>
    </Flex>
  );
};
