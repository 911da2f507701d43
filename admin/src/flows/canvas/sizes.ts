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

/** With words, as a grid of pictures, or out of the way. */
export type PaletteShape = 'words' | 'tiles' | 'folded';

/** How wide the palette is, so that no card is laid below it. */
export const PALETTE_WIDTH: Readonly<Record<PaletteShape, number>> = { words: 190, tiles: 92, folded: 46 };
const PIECE_HEIGHT = 40;
/** The ground must be this wide before words take their place from it. */
const ROOMY = 1000;

/** Words where there is room for them beside the flow and below each other. */
export const paletteShape = (ground: Size, kinds: number): PaletteShape =>
  ground.width > ROOMY && ground.height > (kinds + 3) * PIECE_HEIGHT ? 'words' : 'tiles';
