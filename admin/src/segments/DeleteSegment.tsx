import { Box, Typography } from '@strapi/design-system';
import { useNavigate } from 'react-router-dom';

import { segmentsEndpoints, type ShownSegment } from '../../../plugin/src/segments/endpoints';
import { Confirm } from '../shared/Confirm';
import { NOTHING_LOST } from '../shared/LeaveQuestion';
import { pathTo } from '../shared/paths';
import { useAction } from '../shared/useAction';
import { useEndpoint } from '../shared/useEndpoint';
import { useNotice } from '../shared/useNotice';
import { useText } from '../shared/useText';
import { Places } from './actions/Places';

interface DeleteSegmentProps {
  readonly segment: ShownSegment;
  readonly onClose: () => void;
}

/** Asks, and names what uses it; the server refuses while anything does. */
export const DeleteSegment = ({ segment, onClose }: DeleteSegmentProps) => {
  const text = useText();
  const notice = useNotice();
  const navigate = useNavigate();
  const remove = useAction(segmentsEndpoints.delete);
  const usage = useEndpoint(segmentsEndpoints.usage, { id: segment.id });
  const places = usage.answer?.data ?? [];
  const confirmed = async () => {
    const outcome = await remove.run({ id: segment.id });
    if (!outcome.ok) return notice.failed(outcome.problem);
    notice.done(text('segments.deleted', { name: segment.name }));
    navigate(pathTo('segments'), NOTHING_LOST);
  };
  return (
    <Confirm
      title={text('segments.delete.title', { name: segment.name })}
      body={
        <Box textAlign="left">
          <Typography tag="p">
            {text(places.length > 0 ? 'segments.delete.used' : 'segments.delete.body', {
              size: segment.size,
            })}
          </Typography>
          <Places places={places} />
        </Box>
      }
      confirmLabel={text('delete')}
      ready={usage.answer !== undefined && places.length === 0}
      onOpen={(open) => !open && onClose()}
      onConfirm={confirmed}
    />
  );
};
