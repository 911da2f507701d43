import { Flex, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import { styled } from 'styled-components';

import { capitalised } from '../capitalised';
import { AddStep } from './AddStep';
import { useCanvas } from './CanvasContext';
import { TwoLines } from './Card';
import type { DrawnWay } from './graph';

interface WayWordProps {
  readonly way: DrawnWay;
  /** How many went this way; left out where nobody counts. */
  readonly taken: number | undefined;
}

const Word = styled.div`
  max-width: 19rem;
  padding: 0.2rem 0.8rem;
  text-align: center;
  border-radius: ${({ theme }) => theme.borderRadius};
  background: ${({ theme }) => theme.colors.neutral0};
  border: 1px solid ${({ theme }) => theme.colors.neutral200};
`;

/** Who goes this way, how many did, and a + to put a step on it. */
export const WayWord = ({ way, taken }: WayWordProps) => {
  const intl = useIntl();
  const { story, editing } = useCanvas();
  const told = way.from === null ? undefined : story.ways[way.from]?.[way.at];
  const sentence = way.of > 1 ? capitalised(told?.sentence ?? told?.label ?? '') : '';
  return (
    <Flex direction="column" gap={1}>
      {sentence !== '' && (
        <Word title={sentence}>
          <Typography variant="pi" fontWeight="semiBold" textColor="neutral700">
            <TwoLines>{sentence}</TwoLines>
          </Typography>
        </Word>
      )}
      {taken !== undefined && (
        <Word>
          <Typography variant="pi" fontWeight="bold" textColor={taken === 0 ? 'neutral500' : 'primary600'}>
            {intl.formatNumber(taken)}
          </Typography>
        </Word>
      )}
      {editing && <AddStep way={way} add={editing.add} />}
    </Flex>
  );
};
