import { memo } from 'react';

import { Box, Flex, Typography } from '@strapi/design-system';
import { WarningCircle } from '@strapi/icons';
import type { NodeProps } from '@xyflow/react';

import { useText } from '../../shared/useText';
import { capitalised } from '../capitalised';
import { waysOf } from '../draft/ways';
import { KindTile } from '../KindTile';
import { kindLabel } from '../step-kinds';
import { useCanvas } from './CanvasContext';
import { Card, TwoLines } from './Card';
import { CardNumbers } from './CardNumbers';
import { Handles } from './Handles';

/** A step: what it does as a sentence, what is wrong with it, and how many stand in it. */
export const StepCard = memo(({ id }: NodeProps) => {
  const text = useText();
  const { steps, story, kinds, problems, chosen, onChoose, editing, numbers } = useCanvas();
  const step = steps[id] ?? { kind: '' };
  const wrong = problems.get(id);
  const label = kindLabel(text, step.kind, kinds);
  const sentence = capitalised(story.steps[id] ?? label);
  const isEnd = step.kind === 'end' && !numbers;
  return (
    <>
      <Handles into slots={waysOf(step).map(({ slot }) => slot)} connectable={editing !== undefined} />
      <Card
        type="button"
        data-step={id}
        title={wrong ? wrong.join('\n') : sentence}
        aria-pressed={chosen === id}
        aria-label={wrong ? text('flows.card.wrong', { sentence, problems: wrong.join(' ') }) : sentence}
        $chosen={chosen === id}
        $wrong={wrong !== undefined}
        onClick={() => onChoose(chosen === id ? undefined : id)}
      >
        <Flex gap={3} alignItems="center" width="100%">
          <KindTile kind={step.kind} size={isEnd ? '2.4rem' : '3.2rem'} />
          <Box flex="1" minWidth={0}>
            {!isEnd && (
              <Typography tag="div" variant="pi" textColor="neutral600" ellipsis>
                {label}
              </Typography>
            )}
            <Typography tag="div" fontWeight="semiBold" textColor="neutral800" variant="omega">
              <TwoLines>{sentence}</TwoLines>
            </Typography>
          </Box>
          {wrong && <WarningCircle fill="danger600" aria-hidden />}
        </Flex>
        {numbers && <CardNumbers numbers={numbers.of(id)} />}
      </Card>
    </>
  );
});
StepCard.displayName = 'StepCard';
