import { Handle, Position } from '@xyflow/react';

interface HandlesProps {
  /** Whether something may lead here. */
  readonly into: boolean;
  readonly slots: readonly string[];
  readonly connectable: boolean;
}

export const HANDLE = 10;

/** How far from the left the point stands at which a way begins, as a share of the card's width. */
export const shareOf = (at: number, of: number): number => (at + 1) / (of + 1);

/** The points at which ways end and begin; from those below, a new way can be drawn to another card. */
export const Handles = ({ into, slots, connectable }: HandlesProps) => (
  <>
    {into && <Handle id="in" type="target" position={Position.Top} isConnectable={connectable} />}
    {slots.map((slot, at) => (
      <Handle
        key={slot}
        id={slot}
        type="source"
        position={Position.Bottom}
        isConnectable={connectable}
        style={{ left: `${shareOf(at, slots.length) * 100}%` }}
      />
    ))}
  </>
);
