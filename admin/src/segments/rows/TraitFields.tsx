import type { TraitCondition } from '../../../../plugin/src/conditions/condition';
import { useText } from '../../shared/useText';
import { useFields } from '../FieldsContext';
import { traitNames } from '../tree/seen';
import type { FieldsProps } from './row-of';
import { WhereFields } from './WhereFields';
import { Words } from './Words';

/** [their] [country] [is one of] [DE, AT] */
export const TraitFields = ({ leaf, onChange }: FieldsProps<TraitCondition>) => {
  const text = useText();
  const { vocabulary } = useFields();
  return (
    <>
      <Words>{text('builder.trait.words')}</Words>
      <WhereFields
        needsOne
        where={leaf.where}
        names={traitNames(vocabulary)}
        label={text('builder.trait')}
        addLabel={text('builder.trait.add')}
        onChange={(where) => onChange({ ...leaf, where: where ?? {} })}
      />
    </>
  );
};
