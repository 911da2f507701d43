import { useMemo } from 'react';

import { useParams } from 'react-router-dom';

import { conditionsEndpoints } from '../../../plugin/src/conditions/endpoints';
import { flowsEndpoints } from '../../../plugin/src/flows/endpoints';
import { Answered } from '../shared/Answered';
import { useEndpoint } from '../shared/useEndpoint';
import { useMay } from '../shared/useMay';
import { FlowScreen } from './FlowScreen';
import { withKnownEvents } from './known-events';
import { noWords } from './no-words';

const NOTHING = {};
const NO_KINDS: readonly never[] = [];

/** A flow with the words that its forms offer. */
export const FlowEditor = () => {
  const { id = '' } = useParams();
  const maySegments = useMay('segments.read');
  const flow = useEndpoint(flowsEndpoints.get, { id });
  const kinds = useEndpoint(flowsEndpoints.kinds, NOTHING);
  const seen = useEndpoint(conditionsEndpoints.vocabulary, maySegments ? {} : null).answer?.data;
  const vocabulary = useMemo(() => withKnownEvents(seen ?? noWords), [seen]);
  return (
    <Answered of={flow}>
      {({ data }) => (
        <FlowScreen
          key={data.id}
          flow={data}
          vocabulary={vocabulary}
          kinds={kinds.answer?.data ?? NO_KINDS}
          reload={flow.reload}
        />
      )}
    </Answered>
  );
};
