import { Typography } from '@strapi/design-system';

import type { ScoreCondition } from '../../../../plugin/src/conditions/condition';
import { populationKey } from '../../../../plugin/src/conditions/population-figure';
import { segmentsEndpoints } from '../../../../plugin/src/segments/endpoints';
import { Ago } from '../../shared/Ago';
import { useEndpoint } from '../../shared/useEndpoint';
import { useText } from '../../shared/useText';

/** As of when everyone was looked at, since a place among them moves with them. */
export const PopulationMoment = ({ trait, name, figure }: ScoreCondition) => {
  const text = useText();
  const { answer } = useEndpoint(segmentsEndpoints.populations, {});
  if (!answer) return null;
  const key = populationKey({ trait, name, figure });
  const found = answer.data.find((population) => population.key === key);
  return (
    <Typography variant="pi" textColor="neutral600">
      {found ? (
        <>
          {text('builder.score.asOf', { count: found.n })}{' '}
          <Ago at={found.refreshedAt} variant="pi" textColor="neutral600" />
        </>
      ) : (
        text('builder.score.notYet')
      )}
    </Typography>
  );
};
