import type { EventCondition } from '../../condition';
import type { LeafCode } from '../../fused/code';
import { firstAfter } from '../../history';
import { atLeastOf } from './count';
import { isPlainCount, wantedOf } from './behaviour';

const NONE: readonly never[] = [];

/** "At least n times in so long": whether the nth newest is inside, and until it falls out. All who ask for one name share its end. */
export const eventCode: LeafCode<EventCondition> = (options, code) => {
  const { name, within } = options;
  if (name === '*' || !isPlainCount(options)) return undefined;
  const asked = atLeastOf(within, wantedOf(options));
  if (!asked) return undefined;
  const { least, length } = asked;
  const listed = code.once(`facts.events[${code.literal(name)}]`);
  const events = code.once(`Array.isArray(${listed}) ? ${listed} : ${code.given(NONE)}`);
  const last = `${events}.length - 1`;
  const end = code.once(
    `${events}.length === 0 || ${events}[${last}].at <= now ? ${events}.length : ${code.given(firstAfter)}(${events}, now)`,
  );
  const inside = code.literal(length);
  const after = code.once(`now - ${inside}`);
  const nth = `${events}[${end} - ${code.literal(least)}].at`;
  return {
    value: `(${end} >= ${code.literal(least)} && ${nth} > ${after})`,
    until(value) {
      const next = code.once(`${end} < ${events}.length ? ${events}[${end}].at : Infinity`);
      return `${value} && ${nth} + ${inside} < ${next} ? ${nth} + ${inside} : ${next}`;
    },
    actual: () => `${end} - ${code.given(firstAfter)}(${events}, ${after})`,
  };
};
