import type { TextKey } from '../shared/useText';

/** What the flow's page shows, in the order of the header. */
export const MODES = ['edit', 'rehearse', 'results', 'runs', 'versions'] as const;

export type Mode = (typeof MODES)[number];

export const modeLabel = (mode: Mode): TextKey => `flows.mode.${mode}`;

export const isMode = (word: string | undefined): word is Mode => MODES.some((mode) => mode === word);
