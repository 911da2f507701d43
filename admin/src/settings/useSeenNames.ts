import { conditionsEndpoints } from '../../../plugin/src/conditions/endpoints';
import { useEndpoint } from '../shared/useEndpoint';
import { useMay } from '../shared/useMay';

/** Names that were really seen, for those who may see segments; nothing is offered to others. */
export const useSeenNames = () => {
  const seen = useEndpoint(conditionsEndpoints.vocabulary, useMay('segments.read') ? {} : null).answer?.data;
  return {
    events: (seen?.events ?? []).map(({ name }) => name),
    traits: (seen?.traits ?? []).map(({ name }) => name),
    propertiesOf: (event: string): readonly string[] =>
      (seen?.events.find(({ name }) => name === event)?.properties ?? []).map(({ name }) => name),
  };
};
