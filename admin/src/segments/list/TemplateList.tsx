import { segmentsEndpoints } from '../../../../plugin/src/segments/endpoints';
import { Answered } from '../../shared/Answered';
import { useEndpoint } from '../../shared/useEndpoint';
import { TemplateCards } from './TemplateCards';

/** Ready segments to start from. */
export const TemplateList = () => {
  const templates = useEndpoint(segmentsEndpoints.templates, {});
  return <Answered of={templates}>{({ data }) => <TemplateCards templates={data} />}</Answered>;
};
