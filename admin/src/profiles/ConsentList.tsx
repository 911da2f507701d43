import { Badge, Flex, Typography } from '@strapi/design-system';

import { PURPOSES, type Purpose } from '../../../plugin/src/privacy/purpose';
import { Ago } from '../shared/Ago';
import { useText } from '../shared/useText';

interface Decision {
  readonly granted: boolean;
  readonly at: number;
  readonly source: string;
}

interface ConsentListProps {
  readonly consent: Readonly<Partial<Record<Purpose, Decision>>>;
}

/** Yes, no or never asked, purpose by purpose, with when and where it was said. */
export const ConsentList = ({ consent }: ConsentListProps) => {
  const text = useText();
  return (
    <Flex tag="ul" direction="column" alignItems="stretch" gap={3}>
      {PURPOSES.map((purpose) => {
        const decision = consent[purpose];
        return (
          <Flex tag="li" key={purpose} justifyContent="space-between" gap={2}>
            <Typography>{text(`purpose.${purpose}`)}</Typography>
            <Flex gap={2}>
              {decision && (
                <Typography variant="pi" textColor="neutral600">
                  {decision.source} <Ago at={decision.at} variant="pi" textColor="neutral600" />
                </Typography>
              )}
              <Badge variant={decision ? (decision.granted ? 'success' : 'danger') : 'neutral'}>
                {text(decision ? (decision.granted ? 'yes' : 'no') : 'people.unasked')}
              </Badge>
            </Flex>
          </Flex>
        );
      })}
    </Flex>
  );
};
