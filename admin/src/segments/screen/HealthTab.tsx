import { Box, Flex, LinkButton, Typography } from '@strapi/design-system';
import { Information, WarningCircle } from '@strapi/icons';
import { NavLink } from 'react-router-dom';

import type { ShownSegment } from '../../../../plugin/src/segments/endpoints';
import { pathTo } from '../../shared/paths';
import { useText } from '../../shared/useText';
import { CheckLine } from '../health/CheckLine';

const ALARM = { borderColor: 'warning200', background: 'warning100' } as const;
const NOTE = { borderColor: 'neutral200', background: 'neutral100' } as const;
const SIGN = { 'aria-hidden': true, style: { flexShrink: 0, marginTop: 2 } } as const;

/** Each warning with what is the matter and what to do; then what was looked at and is well, or cannot be known yet. */
export const HealthTab = ({ segment: { warnings, checks } }: { readonly segment: ShownSegment }) => {
  const text = useText();
  const inOrder = [...checks].sort((a, b) => Number(a.state !== 'well') - Number(b.state !== 'well'));
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <Typography variant="delta" tag="h2">
        {text('segments.health.count', { count: warnings.length })}
      </Typography>
      <Flex tag="ul" direction="column" alignItems="stretch" gap={3}>
        {warnings.map(({ code, sentence, remedy, other, of }) => (
          <Box tag="li" key={code} {...(of === null ? ALARM : NOTE)} hasRadius padding={4}>
            <Flex gap={3} alignItems="flex-start">
              {of === null ? (
                <WarningCircle fill="warning600" {...SIGN} />
              ) : (
                <Information fill="neutral600" {...SIGN} />
              )}
              <Box>
                <Typography tag="h3" fontWeight="bold">
                  {text(`segments.warning.${code}`)}
                </Typography>
                <Typography tag="p">{sentence}</Typography>
                <Typography tag="p" textColor="neutral600">
                  {remedy}
                </Typography>
                {other !== null && (
                  <Box paddingTop={2}>
                    <LinkButton tag={NavLink} to={pathTo('segments', other)} variant="tertiary" size="S">
                      {text('segments.health.other')}
                    </LinkButton>
                  </Box>
                )}
              </Box>
            </Flex>
          </Box>
        ))}
        {inOrder.map((check) => (
          <CheckLine key={check.code} check={check} />
        ))}
      </Flex>
    </Flex>
  );
};
