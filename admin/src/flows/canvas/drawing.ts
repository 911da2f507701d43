import { MarkerType, Position, type Edge as FlowEdge, type Node } from '@xyflow/react';

import { waysOf } from '../draft/ways';
import type { CanvasContent } from './CanvasContext';
import { TRIGGER, type DrawnFlow } from './graph';
import { HANDLE, shareOf } from './Handles';
import type { Laid, Point, Size } from './layout';
import type { WayEdgeData } from './WayEdge';

const START = ['start'] as const;

/** Where ways begin and end on a card of this size: told and not measured, so that all is drawn at once. */
const handlesOf = (into: boolean, slots: readonly string[], { width, height }: Size) => {
  const size = { width: HANDLE, height: HANDLE };
  return [
    ...(into
      ? [
          {
            ...size,
            id: 'in',
            type: 'target' as const,
            position: Position.Top,
            x: (width - HANDLE) / 2,
            y: -HANDLE / 2,
          },
        ]
      : []),
    ...slots.map((slot, at) => ({
      ...size,
      id: slot,
      type: 'source' as const,
      position: Position.Bottom,
      x: width * shareOf(at, slots.length) - HANDLE / 2,
      y: height - HANDLE / 2,
    })),
  ];
};

interface Drawing {
  readonly drawn: DrawnFlow;
  readonly laid: Laid;
  /** Cards that were put somewhere else by hand. */
  readonly moved: ReadonlyMap<string, Point>;
  readonly sizeOf: (name: string) => Size;
  readonly steps: CanvasContent['steps'];
  readonly editable: boolean;
}

export const nodesOf = ({ drawn, laid, moved, sizeOf, steps, editable }: Drawing): Node[] =>
  [TRIGGER, ...drawn.names].map((name): Node => {
    const size = sizeOf(name);
    const isTrigger = name === TRIGGER;
    const step = steps[name];
    const slots = isTrigger ? START : step ? waysOf(step).map(({ slot }) => slot) : [];
    return {
      id: name,
      type: isTrigger ? 'trigger' : 'step',
      position: { ...(moved.get(name) ?? laid.cards.get(name) ?? { x: 0, y: 0 }) },
      ...size,
      measured: size,
      handles: handlesOf(!isTrigger, slots, size),
      draggable: editable && !isTrigger,
      selectable: false,
      // A card that cannot be dragged is still there to be chosen.
      style: { pointerEvents: 'all' },
      data: {},
    };
  });

export const edgesOf = ({
  drawn,
  laid,
  moved,
  editable,
}: Pick<Drawing, 'drawn' | 'laid' | 'moved' | 'editable'>): FlowEdge<WayEdgeData>[] =>
  drawn.ways.map((way) => {
    const source = way.from ?? TRIGGER;
    const loose = moved.has(source) || moved.has(way.to);
    return {
      id: way.id,
      type: 'way',
      source,
      sourceHandle: way.slot,
      target: way.to,
      targetHandle: 'in',
      reconnectable: editable ? 'target' : false,
      selectable: false,
      focusable: false,
      markerEnd: { type: MarkerType.ArrowClosed, width: 14, height: 14, color: 'var(--xy-edge-stroke)' },
      data: { way, ...(loose ? {} : laid.ways.get(way.id)) },
    };
  });
