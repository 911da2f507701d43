import type { ContextCondition } from '../../../../plugin/src/conditions/condition';
import { useText } from '../../shared/useText';
import { useBuilder } from '../BuilderContext';
import type { FieldsProps } from './row-of';
import { WhereFields } from './WhereFields';
import { Words } from './Words';

/** [at this visit, the] [device] [is] [mobile] */
export const ContextFields = ({ leaf, onChange }: FieldsProps<ContextCondition>) => {
  const text = useText();
  const { vocabulary } = useBuilder();
  return (
    <>
      <Words>{text('builder.context.words')}</Words>
      <WhereFields
        needsOne
        where={leaf.where}
        names={vocabulary.context}
        label={text('builder.context')}
        addLabel={text('builder.context.add')}
        onChange={(where) => onChange({ ...leaf, where: where ?? {} })}
      />
    </>
  );
};
