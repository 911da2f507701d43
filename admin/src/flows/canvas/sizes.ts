import type { Size } from './layout';

const CARD: Size = { width: 264, height: 86 };
const NUMBERED: Size = { width: 264, height: 132 };
const END: Size = { width: 132, height: 46 };
const TRIGGER_WIDTH = 320;
const LINE = 22;

/** Cards are of known sizes, so that the flow can be laid out before anything is drawn. */
export const cardSize = (kind: string, numbered: boolean): Size =>
  kind === 'end' && !numbered ? END : numbered ? NUMBERED : CARD;

export const MOST_ENDS = 3;

/** The beginning tells in a line each what ends the flow early. */
export const triggerSize = (ends: number): Size => ({
  width: TRIGGER_WIDTH,
  height: 78 + Math.min(ends, MOST_ENDS) * LINE,
});

/** How wide the palette is, open or out of the way, so that no card is laid below it. */
export const paletteWidth = (folded: boolean): number => (folded ? 46 : 168);
