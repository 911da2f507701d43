import { connectorsEndpoints } from '../../../../../plugin/src/connectors/endpoints';
import { flowsEndpoints } from '../../../../../plugin/src/flows/endpoints';
import { useFields } from '../../../segments/FieldsContext';
import { useEndpoint } from '../../../shared/useEndpoint';
import { useText } from '../../../shared/useText';
import { SelectField } from '../SelectField';
import { wordsOf, type OptionProps } from './option';
import { hintOf } from './schema-field';

interface Choice {
  readonly value: string;
  readonly label: string;
}

/** Something that exists elsewhere, chosen by its name and kept by its key. */
const keyInput =
  (useChoices: (props: OptionProps) => readonly Choice[]) =>
  (props: OptionProps): JSX.Element => {
    const { name, label, schema, value, needed, onChange } = props;
    const text = useText();
    const { disabled } = useFields();
    const choices = useChoices(props);
    return (
      <SelectField
        {...{ name, label, disabled, onChange }}
        hint={choices.length === 0 ? text('flows.none-yet') : hintOf(schema)}
        options={needed ? choices : [{ value: '', label: text('none') }, ...choices]}
        value={wordsOf(value)}
      />
    );
  };

const named = ({ key, name }: { readonly key: string; readonly name: string }): Choice => ({
  value: key,
  label: name,
});
const byId = ({ id, name }: { readonly id: string; readonly name: string }): Choice => ({
  value: id,
  label: name,
});

/** So many are offered. */
const MOST = { pageSize: 100 };

const useSegments = () => useFields().vocabulary.segments.map(named);
const useStatic = () =>
  useFields()
    .vocabulary.segments.filter(({ isStatic }) => isStatic)
    .map(named);
const useFlows = () => (useEndpoint(flowsEndpoints.list, MOST).answer?.data ?? []).map(named);
const useConnections = () => (useEndpoint(connectorsEndpoints.list, {}).answer?.data ?? []).map(byId);
const useCrmLists = ({ siblings: { connection } }: OptionProps) => {
  const asked = typeof connection === 'string' && connection !== '' ? { id: connection } : null;
  return (useEndpoint(connectorsEndpoints.lists, asked).answer?.data ?? []).map(byId);
};

export const SegmentInput = keyInput(useSegments);
export const ListInput = keyInput(useStatic);
export const FlowInput = keyInput(useFlows);
export const ConnectionInput = keyInput(useConnections);
export const CrmListInput = keyInput(useCrmLists);
