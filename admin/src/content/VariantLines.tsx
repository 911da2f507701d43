import { Box, Flex, Typography } from '@strapi/design-system';
import { Eye, EyeStriked, User } from '@strapi/icons';

import { arrange } from '../../../plugin/src/content/arrange';
import { inOneSlot, type Variant } from '../../../plugin/src/content/experience';
import type { BlockFault } from '../../../plugin/src/content/faults';
import type { Look } from '../../../plugin/src/content/shows';
import { useText } from '../shared/useText';
import { Fault } from './Fault';
import type { AudienceNames } from './useAudienceNames';
import { useAudienceLine } from './useAudienceLine';
import { useFaultText } from './useFaultText';
import { useReasonText } from './useReasonText';

interface VariantLinesProps {
  readonly variants: readonly Variant[];
  /** A list for each of them. */
  readonly faults: readonly (readonly BlockFault[])[];
  readonly names: AudienceNames;
  /** Of whoever is looked as; undefined while nobody in particular is. */
  readonly look: Look | undefined;
}

interface LineProps {
  readonly name: string;
  readonly who: string;
  readonly shown: boolean | undefined;
  readonly reason?: string;
  readonly faults?: readonly BlockFault[];
  readonly faultText: ReturnType<typeof useFaultText>;
}

const Line = ({ name, who, shown, reason, faults = [], faultText }: LineProps) => {
  const text = useText();
  return (
    <Flex tag="li" gap={2} alignItems="flex-start">
      <Box shrink={0} paddingTop="0.2rem">
        {shown === undefined && <User fill="primary600" aria-hidden />}
        {shown === true && <Eye fill="success600" aria-label={text('content.is-shown')} />}
        {shown === false && <EyeStriked fill="neutral500" aria-label={text('content.is-hidden')} />}
      </Box>
      <Flex direction="column" alignItems="flex-start" minWidth={0}>
        <Typography fontWeight="semiBold" textColor={shown === false ? 'neutral600' : 'neutral800'}>
          {name}
        </Typography>
        <Typography variant="pi" textColor={shown === false ? 'neutral600' : 'primary600'}>
          {who}
        </Typography>
        {reason !== undefined && (
          <Typography variant="pi" textColor={shown ? 'success700' : 'neutral600'}>
            {reason}
          </Typography>
        )}
        {faults.map((fault) => (
          <Fault key={fault.because} unfinished={fault.because === 'nobody-chosen'}>
            {faultText.block(fault, 'variant')}
          </Fault>
        ))}
      </Flex>
    </Flex>
  );
};

/** An entry's variants, who sees each, and which of them somebody in particular sees. */
export const VariantLines = ({ variants, faults, names, look }: VariantLinesProps) => {
  const text = useText();
  const line = useAudienceLine(names);
  const faultText = useFaultText(names);
  const reasonText = useReasonText(names);
  const showings = look && arrange(inOneSlot(variants.map(({ audience }) => audience)), look).showings;
  return (
    <Box>
      <Typography textColor="neutral600">{text('experience.panel')}</Typography>
      <Flex
        tag="ul"
        direction="column"
        alignItems="stretch"
        gap={2}
        paddingTop={2}
        aria-label={text('experience.panel')}
      >
        {variants.map(({ key, name, audience }, index) => {
          const viewed = showings?.[index];
          return (
            <Line
              key={key || index}
              name={name || text('experience.variant', { number: index + 1 })}
              who={line(audience ? { broken: false, value: audience } : { broken: true })}
              shown={viewed?.shown}
              reason={viewed && reasonText(viewed, 'variant')}
              faults={faults[index]}
              faultText={faultText}
            />
          );
        })}
        <Line
          name={text('experience.panel.as-it-is')}
          who={text('experience.panel.others')}
          shown={showings && !showings.some(({ shown }) => shown)}
          faultText={faultText}
        />
      </Flex>
    </Box>
  );
};
