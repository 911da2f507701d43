import { Button } from '@strapi/design-system';
import { Trash } from '@strapi/icons';
import { useNavigate } from 'react-router-dom';

import { segmentsEndpoints, type ShownSegment } from '../../../plugin/src/segments/endpoints';
import { Confirm } from '../shared/Confirm';
import { pathTo } from '../shared/paths';
import { useAction } from '../shared/useAction';
import { useNotice } from '../shared/useNotice';
import { useText } from '../shared/useText';

/** The server refuses while anything uses it, and says what. */
export const DeleteSegment = ({ segment }: { readonly segment: ShownSegment }) => {
  const text = useText();
  const notice = useNotice();
  const navigate = useNavigate();
  const remove = useAction(segmentsEndpoints.delete);
  const confirmed = async () => {
    const outcome = await remove.run({ id: segment.id });
    if (!outcome.ok) return notice.failed(outcome.problem);
    notice.done(text('segments.deleted', { name: segment.name }));
    navigate(pathTo('segments'));
  };
  return (
    <Confirm
      title={text('segments.delete.title', { name: segment.name })}
      body={text('segments.delete.body', { size: segment.size })}
      confirmLabel={text('delete')}
      onConfirm={confirmed}
    >
      <Button variant="danger-light" startIcon={<Trash />}>
        {text('delete')}
      </Button>
    </Confirm>
  );
};
