import { Badge, Box, Flex, Typography } from '@strapi/design-system';
import { Eye, EyeStriked, Stack } from '@strapi/icons';

import type { MapBlock, MapEntry } from '../../../../plugin/src/content/endpoints';
import { EXPERIENCE_FIELD } from '../../../../plugin/src/content/experience';
import { formOf } from '../../shared/paths';
import { RowLink } from '../../shared/RowLink';
import { useText } from '../../shared/useText';
import { EVERYONE } from '../audience-value';
import { Fault } from '../Fault';
import { useAudienceLine } from '../useAudienceLine';
import { useReasonText } from '../useReasonText';

interface MapEntryCardProps {
  readonly entry: MapEntry;
  readonly nameOf: (key: string) => string;
}

const kindOf = ({ component }: MapBlock) => (component === EXPERIENCE_FIELD ? 'variant' : 'block');

/** An entry with its variants, and its targeted blocks as they stand on the page. */
export const MapEntryCard = ({ entry, nameOf }: MapEntryCardProps) => {
  const text = useText();
  const line = useAudienceLine({ nameOf });
  const reasonText = useReasonText({ nameOf });
  const lineOf = ({ key, show, segments, from, until }: MapBlock): string =>
    line(
      show === null
        ? { broken: true }
        : {
            broken: false,
            value: { ...EVERYONE, key, show, segments, from: from ?? undefined, until: until ?? undefined },
          },
    );
  const nameOfBlock = (block: MapBlock): string => {
    const { label, componentName: name } = block;
    if (kindOf(block) === 'variant') return text('map.variant', { name });
    return label ? `${name}: ${label}` : name;
  };
  return (
    <Box
      tag="article"
      background="neutral0"
      hasRadius
      shadow="tableShadow"
      padding={5}
      aria-label={entry.title}
    >
      <Flex gap={3} paddingBottom={3} wrap="wrap">
        <Typography variant="delta" tag="h2">
          <RowLink to={formOf(entry)}>{entry.title}</RowLink>
        </Typography>
        <Typography textColor="neutral600">{entry.typeName}</Typography>
        {entry.locale && <Badge>{entry.locale}</Badge>}
      </Flex>
      <Flex tag="ul" direction="column" alignItems="stretch" gap={3}>
        {entry.blocks.map((block, index) => (
          <Flex
            tag="li"
            key={`${block.key} ${index}`}
            gap={3}
            alignItems="flex-start"
            paddingLeft={(block.depth * 5) as 0}
          >
            {block.viewed && (
              <Box shrink={0} paddingTop="0.2rem">
                {block.viewed.shown ? (
                  <Eye fill="success600" aria-label={text('content.is-shown')} />
                ) : (
                  <EyeStriked fill="neutral500" aria-label={text('content.is-hidden')} />
                )}
              </Box>
            )}
            <Box flex="1" minWidth={0}>
              <Flex gap={3} wrap="wrap">
                <Typography
                  fontWeight="semiBold"
                  textColor={block.viewed?.shown === false ? 'neutral600' : 'neutral800'}
                >
                  {nameOfBlock(block)}
                </Typography>
                {block.slot !== null && (
                  <Flex gap={1}>
                    <Stack fill="neutral600" aria-label={text('content.slot')} />
                    <Typography variant="pi" textColor="neutral600">
                      {block.slot}
                    </Typography>
                  </Flex>
                )}
              </Flex>
              <Typography tag="p" textColor="neutral600">
                {text('content.shown', { who: lineOf(block) })}
              </Typography>
              {block.viewed && (
                <Typography tag="p" variant="pi" textColor={block.viewed.shown ? 'success700' : 'neutral600'}>
                  {reasonText(block.viewed, kindOf(block), block.slot !== null)}
                </Typography>
              )}
              {block.faults.map((fault) => (
                <Fault key={fault}>{text(`map.fault.${fault}.says`, { of: kindOf(block) })}</Fault>
              ))}
            </Box>
          </Flex>
        ))}
      </Flex>
    </Box>
  );
};
