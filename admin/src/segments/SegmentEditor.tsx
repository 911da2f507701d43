import { useQueryParams } from '@strapi/strapi/admin';
import { useParams } from 'react-router-dom';

import { conditionsEndpoints } from '../../../plugin/src/conditions/endpoints';
import { segmentsEndpoints } from '../../../plugin/src/segments/endpoints';
import { Answered } from '../shared/Answered';
import { useEndpoint } from '../shared/useEndpoint';
import { SegmentForm } from './SegmentForm';

/** A segment to edit, or a new one under the id "new", empty or from a template. */
export const SegmentEditor = () => {
  const { id = 'new' } = useParams();
  const [{ query }] = useQueryParams<{ readonly template?: string }>();
  const isNew = id === 'new';
  const segment = useEndpoint(segmentsEndpoints.get, isNew ? null : { id });
  const vocabulary = useEndpoint(conditionsEndpoints.vocabulary, {});
  const templates = useEndpoint(segmentsEndpoints.templates, isNew && query.template ? {} : null);
  return (
    <Answered of={vocabulary}>
      {({ data }) => {
        if (!isNew) {
          return (
            <Answered of={segment}>
              {(answer) => <SegmentForm key={answer.data.id} vocabulary={data} segment={answer.data} />}
            </Answered>
          );
        }
        if (!query.template) return <SegmentForm key="new" vocabulary={data} />;
        return (
          <Answered of={templates}>
            {(answer) => (
              <SegmentForm
                key={query.template}
                vocabulary={data}
                template={answer.data.find(({ key }) => key === query.template)}
              />
            )}
          </Answered>
        );
      }}
    </Answered>
  );
};
