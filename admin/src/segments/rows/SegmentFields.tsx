import type { SegmentCondition } from '../../../../plugin/src/conditions/condition';
import { useText } from '../../shared/useText';
import { useFields } from '../FieldsContext';
import { NamePicker } from './NamePicker';
import type { FieldsProps } from './row-of';
import { Words } from './Words';

/** [is in the segment] [VIP] */
export const SegmentFields = ({ leaf, onChange }: FieldsProps<SegmentCondition>) => {
  const text = useText();
  const { vocabulary } = useFields();
  return (
    <>
      <Words>{text('builder.segment.words')}</Words>
      <NamePicker
        label={text('builder.segment')}
        value={leaf.id}
        names={vocabulary.segments.map(({ key, name }) => ({ name: key, label: name }))}
        onChange={(id) => onChange({ ...leaf, id })}
      />
    </>
  );
};
