/** How events become an engagement score, as settings have it. */
export interface EngagementScoring {
  /** What an event is worth on the day it happens, by its name, 0 or more; `*` is any other. */
  readonly weights: Readonly<Record<string, number>>;
  /** Milliseconds after which an event is worth half. */
  readonly halfLife: number;
  /** What a score of 63 is worth: `100 (1 - exp(-worth / scale))`. */
  readonly scale: number;
}

/** Which event is an order, and where its amount lies: the first of these properties that is a number. */
export interface RfmScoring {
  readonly event: string;
  readonly amount: readonly string[];
}

export interface Scoring {
  readonly engagement: EngagementScoring;
  readonly rfm: RfmScoring;
}

const DAY = 86_400_000;

export const DEFAULT_SCORING: Scoring = {
  engagement: {
    weights: {
      'Page Viewed': 1,
      'Product Viewed': 2,
      'Product Added': 5,
      'Email Opened': 1,
      'Email Clicked': 4,
      'Order Completed': 20,
    },
    halfLife: 14 * DAY,
    scale: 30,
  },
  rfm: { event: 'Order Completed', amount: ['total', 'revenue'] },
};
