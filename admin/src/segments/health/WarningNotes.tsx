import { Flex, Typography } from '@strapi/design-system';

import type { SegmentWarning } from '../../../../plugin/src/segments/endpoints';
import { useText } from '../../shared/useText';

/** Warnings in a tooltip: each with its name, what is the matter and what to do about it. */
export const WarningNotes = ({ warnings }: { readonly warnings: readonly SegmentWarning[] }) => {
  const text = useText();
  return (
    <Flex tag="span" direction="column" alignItems="flex-start" gap={3} maxWidth="36rem" padding={1}>
      {warnings.map(({ code, sentence, remedy }) => (
        <Flex tag="span" key={code} direction="column" alignItems="flex-start" gap={1}>
          <Typography variant="pi" fontWeight="bold" textColor="neutral0">
            {text(`segments.warning.${code}`)}
          </Typography>
          <Typography variant="pi" textColor="neutral0">
            {sentence}
          </Typography>
          <Typography variant="pi" textColor="neutral0">
            {remedy}
          </Typography>
        </Flex>
      ))}
    </Flex>
  );
};
