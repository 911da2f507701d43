import { Box, Flex, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import { styled } from 'styled-components';

import { useMay } from '../../shared/useMay';
import { useText } from '../../shared/useText';
import { FindSegment } from '../FindSegment';

interface MapSegmentsProps {
  readonly segments: readonly {
    readonly key: string;
    readonly name: string;
    readonly kind: 'segment' | 'condition' | 'gone';
    readonly entries: number;
    readonly blocks: number;
  }[];
  readonly chosen: string | undefined;
  readonly onChoose: (segment: string | undefined) => void;
}

const Choice = styled.button<{ readonly $chosen: boolean }>`
  display: flex;
  width: 100%;
  align-items: baseline;
  justify-content: space-between;
  gap: ${({ theme }) => theme.spaces[2]};
  padding: ${({ theme }) => `${theme.spaces[2]} ${theme.spaces[3]}`};
  text-align: left;
  border-radius: ${({ theme }) => theme.borderRadius};
  background: ${({ theme, $chosen }) => ($chosen ? theme.colors.primary100 : 'transparent')};

  &:hover,
  &:focus-visible {
    background: ${({ theme }) => theme.colors.primary100};
  }
`;

/** The segments that blocks name, each with in how many; one chosen shows what its people see. */
export const MapSegments = ({ segments, chosen, onChoose }: MapSegmentsProps) => {
  const text = useText();
  const intl = useIntl();
  const may = useMay('segments.read');
  return (
    <Box
      tag="nav"
      aria-label={text('map.segments')}
      width="26rem"
      shrink={0}
      background="neutral0"
      hasRadius
      shadow="tableShadow"
      padding={3}
      maxHeight="72rem"
      overflow="auto"
    >
      <Box paddingLeft={3} paddingBottom={2}>
        <Typography variant="sigma" textColor="neutral600">
          {text('map.segments')}
        </Typography>
      </Box>
      <Choice
        type="button"
        $chosen={chosen === undefined}
        aria-current={chosen === undefined}
        onClick={() => onChoose(undefined)}
      >
        <Typography textColor="neutral800">{text('map.segments.all')}</Typography>
      </Choice>
      {segments.map(({ key, name, kind, blocks }) => (
        <Choice
          key={key}
          type="button"
          $chosen={chosen === key}
          aria-current={chosen === key}
          onClick={() => onChoose(chosen === key ? undefined : key)}
        >
          <Flex direction="column" alignItems="flex-start" minWidth={0}>
            <Typography textColor={kind === 'gone' ? 'danger600' : 'neutral800'}>{name}</Typography>
            {kind !== 'segment' && (
              <Typography variant="pi" textColor="neutral600">
                {text(`map.segments.${kind}`)}
              </Typography>
            )}
          </Flex>
          <Typography variant="pi" textColor="neutral600">
            {intl.formatNumber(blocks)}
          </Typography>
        </Choice>
      ))}
      {may && (
        <Box paddingLeft={3} paddingRight={3} paddingTop={3}>
          <FindSegment
            label={text('map.segments.find')}
            placeholder={text('map.segments.find')}
            onFound={({ key }) => onChoose(key)}
          />
        </Box>
      )}
    </Box>
  );
};
