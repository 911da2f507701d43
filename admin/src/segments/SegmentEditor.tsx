import { useParams } from 'react-router-dom';

import { conditionsEndpoints } from '../../../plugin/src/conditions/endpoints';
import { segmentsEndpoints } from '../../../plugin/src/segments/endpoints';
import { Answered } from '../shared/Answered';
import { useEndpoint } from '../shared/useEndpoint';
import { SegmentForm } from './SegmentForm';

/** A segment to edit, or a new one under the id "new". */
export const SegmentEditor = () => {
  const { id = 'new' } = useParams();
  const isNew = id === 'new';
  const segment = useEndpoint(segmentsEndpoints.get, isNew ? null : { id });
  const vocabulary = useEndpoint(conditionsEndpoints.vocabulary, {});
  return (
    <Answered of={vocabulary}>
      {({ data }) =>
        isNew ? (
          <SegmentForm key="new" vocabulary={data} />
        ) : (
          <Answered of={segment}>
            {(answer) => <SegmentForm key={answer.data.id} vocabulary={data} segment={answer.data} />}
          </Answered>
        )
      }
    </Answered>
  );
};
