import { Box, Checkbox, Typography } from '@strapi/design-system';

import { useText } from '../../shared/useText';
import type { MapInput, useMapQuery } from './useMapQuery';

export interface ChosenSegment {
  readonly name: string;
  readonly kind: 'segment' | 'condition' | 'gone';
}

interface MapSegmentProps {
  readonly segment: ChosenSegment;
  /** How many of the pages name it. */
  readonly named: number;
  readonly naming: MapInput['naming'];
  readonly onNarrow: ReturnType<typeof useMapQuery>['narrow'];
}

/** What the eyes stand for where a segment is chosen, and whether only the pages that name it are listed. */
export const MapSegment = ({ segment, named, naming, onNarrow }: MapSegmentProps) => {
  const text = useText();
  return (
    <Box paddingBottom={4}>
      <Typography tag="p" textColor="neutral800" paddingBottom={1}>
        {text('map.segment.named', { ...segment, named })}
      </Typography>
      <Typography tag="p" textColor="neutral600" paddingBottom={3}>
        {text('map.segment.about', { ...segment })}
      </Typography>
      <Checkbox
        checked={naming === 'segment'}
        onCheckedChange={(only) => onNarrow({ naming: only === true ? 'segment' : undefined })}
      >
        {text('map.segment.only', { ...segment })}
      </Checkbox>
    </Box>
  );
};
