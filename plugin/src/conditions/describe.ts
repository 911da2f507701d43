import { isAll, isAny, isNot, type Condition } from './condition';
import type { AnyDefinition } from './definition';
import type { Groups } from './filter';
import type { ConditionNames } from './names';
import { partAt } from './parts';
import type { Reason } from './verdict';

type Definitions = { get(kind: string): AnyDefinition };

const bracketed = (text: string, several: boolean): string => (several ? `(${text})` : text);

/** The condition as one English sentence about a person. */
export const createDescribe = ({ get }: Definitions, names: () => ConditionNames) => {
  const words = (condition: Condition, inside: boolean): string => {
    if (isAll(condition)) {
      if (condition.all.length === 0) return 'anyone';
      const alone = condition.all.length === 1;
      return bracketed(condition.all.map((one) => words(one, !alone)).join(' and '), inside && !alone);
    }
    if (isAny(condition)) {
      if (condition.any.length === 0) return 'no one';
      const alone = condition.any.length === 1;
      return bracketed(condition.any.map((one) => words(one, !alone)).join(' or '), inside && !alone);
    }
    if (isNot(condition)) return `not ${bracketed(words(condition.not, false), true)}`;
    return get(condition.kind).describe(condition as never, names());
  };
  return (condition: Condition): string => words(condition, false);
};

/** Reasons in words; one whose part has been edited away since is left out. */
export const createExplain =
  ({ get }: Definitions, saved: () => Groups, names: () => ConditionNames) =>
  (condition: Condition, reasons: readonly Reason[], groups: Groups = saved()): readonly string[] =>
    reasons.flatMap((reason) => {
      const part = partAt(condition, reason.path);
      if (!part || !('kind' in part) || part.kind !== reason.kind) return [];
      return [get(part.kind).explain(part as never, reason, groups, names())];
    });
