import { Box, Flex, LinkButton, Typography } from '@strapi/design-system';
import { CheckCircle, Information, WarningCircle } from '@strapi/icons';
import { NavLink } from 'react-router-dom';

import type { ShownSegment } from '../../../../plugin/src/segments/endpoints';
import { SEGMENT_WARNINGS } from '../../../../plugin/src/segments/warnings';
import { pathTo } from '../../shared/paths';
import { useText } from '../../shared/useText';

const ALARM = { borderColor: 'warning200', background: 'warning100' } as const;
const NOTE = { borderColor: 'neutral200', background: 'neutral100' } as const;
const SIGN = { 'aria-hidden': true, style: { flexShrink: 0, marginTop: 2 } } as const;

/** Each warning with what is the matter and what to do; then what was looked at and is well. */
export const HealthTab = ({ segment: { warnings } }: { readonly segment: ShownSegment }) => {
  const text = useText();
  const found = new Set(warnings.map(({ code }) => code));
  const well = SEGMENT_WARNINGS.filter((code) => !found.has(code));
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
        {well.map((code) => (
          <Flex tag="li" key={code} gap={3}>
            <CheckCircle fill="success600" aria-hidden />
            <Typography textColor="neutral600">{text(`segments.well.${code}`)}</Typography>
          </Flex>
        ))}
      </Flex>
    </Flex>
  );
};
