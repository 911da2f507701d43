import type { ReactNode } from 'react';

import { Box, Flex, Typography } from '@strapi/design-system';
import { CheckCircle, CrossCircle, Minus } from '@strapi/icons';

import type { JudgedPart } from '../../../../plugin/src/segments/endpoints';
import { useText } from '../../shared/useText';

const SIGN = { role: 'img', style: { flexShrink: 0, marginTop: 3 } } as const;

interface FindingProps {
  readonly of: Pick<JudgedPart, 'value' | 'found' | 'untold'>;
  /** What stands before what was found, where that has no column of its own. */
  readonly children?: ReactNode;
}

/** A tick or a cross for one part of a condition, and what was found of somebody. */
export const Finding = ({ of: { value, found, untold }, children }: FindingProps) => {
  const text = useText();
  return (
    <Flex alignItems="flex-start" gap={2}>
      {value === null && <Minus {...SIGN} fill="neutral500" aria-label={text('segments.why.unknown')} />}
      {value === true && <CheckCircle {...SIGN} fill="success600" aria-label={text('segments.why.holds')} />}
      {value === false && <CrossCircle {...SIGN} fill="danger600" aria-label={text('segments.why.fails')} />}
      <Box minWidth={0}>
        {children}
        <Typography
          tag="div"
          variant={children ? 'pi' : 'omega'}
          textColor={children ? 'neutral600' : 'neutral800'}
        >
          {untold ? text(`segments.why.untold.${untold}`) : found}
        </Typography>
      </Box>
    </Flex>
  );
};
