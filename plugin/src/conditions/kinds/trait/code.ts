import { isJsonObject } from '../../../json';
import type { TraitCondition } from '../../condition';
import type { LeafCode } from '../../fused/code';
import { filterCode } from '../../fused/filter-code';

export const traitCode: LeafCode<TraitCondition> = ({ where }, code) =>
  isJsonObject(where) ? filterCode(where, code.once('facts.traits'), code) : undefined;
