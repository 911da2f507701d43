import { Flex, IconButton } from '@strapi/design-system';
import { ArrowsOut, Graph, Magic, Minus, Plus } from '@strapi/icons';
import { useReactFlow } from '@xyflow/react';

import { useText } from '../../shared/useText';

interface CanvasToolsProps {
  readonly onTidy: () => void;
  readonly map: boolean;
  readonly onMap: () => void;
  readonly onAll: () => void;
}

const SOON = { duration: 200 };

/** Nearer, further, everything at once, in order again, and the small map. */
export const CanvasTools = ({ onTidy, map, onMap, onAll }: CanvasToolsProps) => {
  const text = useText();
  const { zoomIn, zoomOut } = useReactFlow();
  return (
    <Flex gap={1} background="neutral0" hasRadius shadow="tableShadow" padding={1}>
      <IconButton label={text('flows.zoom.out')} variant="ghost" onClick={() => void zoomOut(SOON)}>
        <Minus />
      </IconButton>
      <IconButton label={text('flows.zoom.in')} variant="ghost" onClick={() => void zoomIn(SOON)}>
        <Plus />
      </IconButton>
      <IconButton label={text('flows.zoom.all')} variant="ghost" onClick={onAll}>
        <ArrowsOut />
      </IconButton>
      <IconButton label={text('flows.tidy')} variant="ghost" onClick={onTidy}>
        <Magic />
      </IconButton>
      <IconButton label={text('flows.map')} variant="ghost" aria-pressed={map} onClick={onMap}>
        <Graph />
      </IconButton>
    </Flex>
  );
};
