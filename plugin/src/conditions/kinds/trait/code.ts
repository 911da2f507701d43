import { isJsonObject } from '../../../json';
import type { TraitCondition } from '../../condition';
import type { LeafCode } from '../../fused/code';
import { filterCode, readingCode } from '../../fused/filter-code';

export const traitCode: LeafCode<TraitCondition> = ({ where }, code) => {
  if (!isJsonObject(where)) return undefined;
  const traits = code.once('facts.traits');
  return { value: filterCode(where, traits, code), actual: () => readingCode(where, traits, code) };
};
