import { segmentsEndpoints } from '../../../../plugin/src/segments/endpoints';
import { useEndpoint } from '../../shared/useEndpoint';
import { GroupModal } from './GroupModal';

interface EditGroupProps {
  readonly id: string;
  readonly onClose: () => void;
  readonly onSaved: () => void;
}

/** The form, once the values are there: the list is shown without them. */
export const EditGroup = ({ id, ...rest }: EditGroupProps) => {
  const group = useEndpoint(segmentsEndpoints.group, { key: id });
  return group.answer ? <GroupModal saved={group.answer.data} {...rest} /> : null;
};
