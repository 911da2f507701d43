import { memo } from 'react';

import { Box, Flex, Typography } from '@strapi/design-system';
import { WarningCircle } from '@strapi/icons';
import { useIntl } from 'react-intl';

import { useText } from '../../shared/useText';
import { KindTile } from '../KindTile';
import { useCanvas } from './CanvasContext';
import { Card, TwoLines } from './Card';
import { TRIGGER } from './graph';
import { Handles } from './Handles';
import { MOST_ENDS } from './sizes';

const SLOTS = ['start'];

/** How the flow begins, and what ends it early. */
export const TriggerCard = memo(() => {
  const text = useText();
  const intl = useIntl();
  const { story, problems, chosen, onChoose, editing, numbers } = useCanvas();
  const wrong = problems.get('');
  return (
    <>
      <Handles into={false} slots={SLOTS} connectable={editing !== undefined} />
      <Card
        type="button"
        data-step={TRIGGER}
        title={wrong?.join('\n')}
        aria-pressed={chosen === TRIGGER}
        $chosen={chosen === TRIGGER}
        $wrong={wrong !== undefined}
        $tinted
        onClick={() => onChoose(chosen === TRIGGER ? undefined : TRIGGER)}
      >
        <Flex gap={3} alignItems="center" width="100%">
          <KindTile kind="trigger" />
          <Box flex="1" minWidth={0}>
            <Typography tag="div" variant="pi" textColor="primary600">
              {numbers
                ? text('flows.entered', { count: intl.formatNumber(numbers.entered) })
                : text('flows.trigger.card')}
            </Typography>
            <Typography tag="div" fontWeight="semiBold" textColor="neutral800">
              <TwoLines>{story.trigger}</TwoLines>
            </Typography>
          </Box>
          {wrong && <WarningCircle fill="danger600" aria-hidden />}
        </Flex>
        {story.ends.slice(0, MOST_ENDS).map((end) => (
          <Typography
            key={end}
            tag="div"
            variant="pi"
            textColor="neutral600"
            ellipsis
            width="100%"
            style={{ flexShrink: 0 }}
          >
            {end}
          </Typography>
        ))}
      </Card>
    </>
  );
});
TriggerCard.displayName = 'TriggerCard';
