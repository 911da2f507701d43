import type { ListCondition } from '../../../../plugin/src/conditions/condition';
import { useText } from '../../shared/useText';
import { useFields } from '../FieldsContext';
import { Choice } from './Choice';
import type { FieldsProps } from './row-of';
import { Words } from './Words';

const valueOf = ({ connection, id }: Pick<ListCondition, 'connection' | 'id'>): string =>
  JSON.stringify([connection, id]);

/** [is on the CRM list] [Partners] */
export const ListFields = ({ leaf, onChange }: FieldsProps<ListCondition>) => {
  const text = useText();
  const { vocabulary } = useFields();
  return (
    <>
      <Words>{text('builder.list.words')}</Words>
      <Choice
        label={text('builder.list')}
        value={leaf.id === '' ? '' : valueOf(leaf)}
        options={vocabulary.lists.map((list) => ({ value: valueOf(list), label: list.name }))}
        onChange={(chosen) => {
          const [connection, id] = JSON.parse(chosen) as [string, string];
          onChange({ ...leaf, connection, id });
        }}
      />
    </>
  );
};
