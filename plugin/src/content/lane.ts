/** How the answers of a route are given: from memory at the door, from memory behind Strapi's auth, or made each time. */
export const LANES = ['early', 'behind', 'none'] as const;

/** Why a route is not on the early lane, or is in spite of something. */
export const LANE_REASONS = [
  'off',
  'named',
  'writes',
  'own-action',
  'own-service',
  'own-auth',
  'own-documents',
  'open',
  'private-uploads',
  'policies',
  'route-middlewares',
  'middlewares',
] as const;

export type LaneReason = (typeof LANE_REASONS)[number];
