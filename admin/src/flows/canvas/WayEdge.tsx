import { memo } from 'react';

import { BaseEdge, EdgeLabelRenderer, type Edge as FlowEdge, type EdgeProps } from '@xyflow/react';

import { useCanvas } from './CanvasContext';
import type { DrawnWay } from './graph';
import type { Point } from './layout';
import { pathThrough } from './path';
import { WayWord } from './WayWord';

export type WayEdgeData = {
  readonly way: DrawnWay;
  /** Where its word stands, and what it goes through; left out while a card is carried. */
  readonly word?: Point;
  readonly through?: readonly Point[];
};

const THIN = 1.5;
const THICK = 12;

/** A way, as wide as the share of people who went it. */
export const WayEdge = memo(
  ({ sourceX, sourceY, targetX, targetY, data, markerEnd }: EdgeProps<FlowEdge<WayEdgeData>>) => {
    const { numbers } = useCanvas();
    if (!data) return null;
    const { way, word, through } = data;
    const ends: readonly Point[] = [
      { x: sourceX, y: sourceY },
      ...(through ?? []),
      { x: targetX, y: targetY },
    ];
    const at = word ?? { x: (sourceX + targetX) / 2, y: (sourceY + targetY) / 2 };
    const taken = numbers ? takenOf(way, numbers) : undefined;
    const share = taken !== undefined && numbers && numbers.entered > 0 ? taken / numbers.entered : 0;
    return (
      <>
        <BaseEdge
          path={pathThrough(ends)}
          markerEnd={numbers ? undefined : markerEnd}
          style={numbers && { strokeWidth: THIN + Math.min(share, 1) * (THICK - THIN) }}
          className={share > 0 ? 'taken' : undefined}
        />
        <EdgeLabelRenderer>
          <div
            className="nodrag nopan"
            style={{
              position: 'absolute',
              pointerEvents: 'all',
              transform: `translate(-50%, -50%) translate(${at.x}px, ${at.y}px)`,
            }}
          >
            <WayWord way={way} taken={taken} />
          </div>
        </EdgeLabelRenderer>
      </>
    );
  },
);
WayEdge.displayName = 'WayEdge';

/** How many went this way: all who passed where there is one only, else those whose word it was. */
const takenOf = (way: DrawnWay, numbers: NonNullable<ReturnType<typeof useCanvas>['numbers']>): number => {
  if (way.from === null) return numbers.entered;
  const here = numbers.of(way.from);
  if (!here || way.of === 1) return here?.passed ?? 0;
  return numbers.taken(way);
};
