import { isJsonObject } from '../../../json';
import type { TraitCondition } from '../../condition';
import type { LeafCode } from '../../fused/code';
import { filterCode, readingCode } from '../../fused/filter-code';
import { groupsIn } from '../../groups';

export const traitCode: LeafCode<TraitCondition> = ({ where }, code) => {
  // Saved groups are asked for at each judgement: that is the closures' work.
  if (!isJsonObject(where) || groupsIn(where).length > 0) return undefined;
  const traits = code.once('facts.traits');
  return { value: filterCode(where, traits, code), actual: () => readingCode(where, traits, code) };
};
