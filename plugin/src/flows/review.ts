/** Why a mail is held that somebody shall look at before it goes. */
export const HELD_FOR_REVIEW = 'held for review';
