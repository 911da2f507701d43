import { TextButton } from '@strapi/design-system';
import { Plus } from '@strapi/icons';

import type { ContextCondition } from '../../../../plugin/src/conditions/condition';
import { useText } from '../../shared/useText';
import { useFields } from '../FieldsContext';
import { without } from '../tree/without';
import { NearFields } from './NearFields';
import type { FieldsProps } from './row-of';
import { WhereFields } from './WhereFields';
import { Words } from './Words';

/** Greenwich is a place that nobody means: it is there to be changed. */
const SOMEWHERE = { lat: 51.48, lon: 0, km: 50 };

/** at this visit [device] [is] [mobile] and within [50] km of [48.2] north [16.37] east */
export const ContextFields = ({ leaf, onChange }: FieldsProps<ContextCondition>) => {
  const text = useText();
  const { vocabulary, disabled } = useFields();
  const { near } = leaf;
  const place = (next: ContextCondition['near']) => {
    const rest = without(leaf, 'near');
    // Without a test, a row that asks for nothing but a place needs none.
    if (next) return onChange({ ...rest, where: '' in leaf.where ? {} : leaf.where, near: next });
    onChange(Object.keys(leaf.where).length === 0 ? { ...rest, where: { '': '' } } : rest);
  };
  return (
    <>
      <Words>{text('builder.context.words')}</Words>
      {near && <NearFields near={near} onChange={place} />}
      <WhereFields
        needsOne={!near}
        where={leaf.where}
        names={vocabulary.context}
        label={text('builder.context')}
        addLabel={text('builder.context.add')}
        onChange={(where) => onChange({ ...leaf, where: where ?? {} })}
      />
      {!near && !disabled && (
        <TextButton startIcon={<Plus />} onClick={() => place(SOMEWHERE)}>
          {text('builder.near.add')}
        </TextButton>
      )}
    </>
  );
};
