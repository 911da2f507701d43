import { likenessOf, type SegmentWarning } from '../../../../plugin/src';
import type { SegmentView } from '../showing/viewer';
import type { MoveSum } from './size-store';

export const DAY = 86_400_000;
const FEWEST = 100;
/** A base of fewer has small segments by its nature. */
const SMALL_BASE = 1_000;
export const THINNEST = 0.01;
const LIKEST = 0.8;
export const STILL_DAYS = 30;
export const UNUSED_DAYS = 90;

/** What is known of all segments when their health is judged. */
export interface Surroundings {
  readonly now: number;
  /** All people. */
  readonly base: number;
  /** People seen in the last 30 days. */
  readonly traffic: number;
  /** Comings and goings of the last 30 days, by segment id. */
  readonly moves: (segmentId: string) => MoveSum;
  /** When it was last asked for, by key; now for one that a running flow or a used segment names. */
  readonly usedAt: (key: string) => number | null;
  /** People shared with others that hold somebody. */
  readonly shared: (segmentId: string) => readonly {
    readonly name: string;
    readonly key: string;
    readonly size: number;
    readonly shared: number;
  }[];
  /** Whether only who has converted can be in, and a block is shown to nobody else. */
  readonly isAfterConversion: (key: string) => boolean;
}

const warning = (
  code: SegmentWarning['code'],
  sentence: string,
  remedy: string,
  other: string | null = null,
): SegmentWarning => ({ code, sentence, remedy, other, of: null });

const percent = (share: number): string => `${Math.round(share * 100)} %`;
const people = (count: number): string => (count === 1 ? '1 person' : `${count.toLocaleString('en')} people`);

const small = (size: number, base: number): SegmentWarning => {
  const code = 'small';
  if (size === 0) return warning(code, 'Nobody is in it.', 'Loosen the condition or widen its window.');
  if (base < SMALL_BASE && size >= base * THINNEST) {
    const share = `${size} of ${people(base)} (${percent(size / base)}).`;
    const remedy = `That is enough to speak to them; its figures say more from ${FEWEST} people on.`;
    return { ...warning(code, share, remedy), of: base };
  }
  const remedy = 'Loosen the condition or widen its window; figures of so few people say little.';
  return warning(code, `Only ${people(size)} of at least ${FEWEST}.`, remedy);
};

/** Warnings that stand for themselves while everybody is judged anew, or nobody can be, would be noise. */
export const warningsOf = (view: SegmentView, around: Surroundings): readonly SegmentWarning[] => {
  const { segment, size, fault, broken } = view;
  const { key, id, createdAt, updatedAt } = segment;
  if (fault !== null) {
    const meanwhile = broken ? 'it holds nobody' : 'those it fails on stay as they are';
    return [warning('broken', fault, `Correct its condition; until then ${meanwhile}.`)];
  }
  if (segment.bulk !== null) return [];
  const found: SegmentWarning[] = [];
  const changedAt = Math.max(createdAt, updatedAt);

  if (size < FEWEST) {
    found.push(small(size, Math.max(around.base, size)));
  } else if (around.traffic > 0 && size / around.traffic < THINNEST) {
    const share = ((size / around.traffic) * 100).toFixed(2);
    const sentence = `${people(size)} are ${share} % of the ${people(around.traffic)} seen in 30 days: under 1 %.`;
    found.push(warning('thin', sentence, 'Loosen the condition, or join it with a segment like it.'));
  }

  const likest = around
    .shared(id)
    .map((other) => ({ ...other, likeness: likenessOf(other.shared, size, other.size) }))
    .filter(({ likeness }) => likeness > LIKEST)
    .sort((a, b) => b.likeness - a.likeness)[0];
  if (likest) {
    const sentence = `${percent(likest.likeness)} of the people in this segment or in "${likest.name}" are in both.`;
    found.push(warning('overlap', sentence, 'Merge the two, or say what tells them apart.', likest.key));
  }

  const moves = around.moves(id);
  if (around.now - changedAt > STILL_DAYS * DAY && moves.entered + moves.left === 0) {
    const remedy = 'See whether its events still arrive; if it is meant to stand, nothing need be done.';
    found.push(warning('still', `Nobody has come or gone in ${STILL_DAYS} days.`, remedy));
  }

  const usedAt = around.usedAt(key);
  if (around.now - Math.max(changedAt, usedAt ?? 0) > UNUSED_DAYS * DAY) {
    const days = usedAt === null ? null : Math.floor((around.now - usedAt) / DAY);
    const sentence =
      days === null
        ? 'No block and no flow has ever asked for it.'
        : `Nothing has asked for it in ${days} days.`;
    found.push(warning('unused', sentence, 'Use it in a block or a flow, or delete it.'));
  }

  if (around.isAfterConversion(key)) {
    const sentence = 'Only who has already converted can be in, and a block is shown to nobody else.';
    const remedy = 'To win people, ask for what comes before: viewed, added to the cart, not yet ordered.';
    found.push(warning('after-conversion', sentence, remedy));
  }
  // What is only worth knowing comes last.
  return found.sort((a, b) => Number(a.of !== null) - Number(b.of !== null));
};
