import { Box, Flex, Typography } from '@strapi/design-system';
import { Clock, ManyWays, Mail, PuzzlePiece, Stop, WarningCircle } from '@strapi/icons';
import { useIntl } from 'react-intl';

import type { FlowStep } from '../../../plugin/src/flows/flow';
import { useText, type TextKey } from '../shared/useText';
import type { StepNumbers } from './listed-flow';

interface StepCardProps {
  readonly name: string;
  readonly step: FlowStep;
  /** As the server tells it; a step that is not saved yet has none. */
  readonly sentence: string | undefined;
  readonly numbers: StepNumbers | undefined;
  readonly wrong: boolean;
  readonly chosen: boolean;
  readonly onChoose: () => void;
}

const ICONS: Readonly<Record<string, typeof Clock>> = {
  wait: Clock,
  'wait-for-event': Clock,
  'send-email': Mail,
  branch: ManyWays,
  end: Stop,
};

const capitalised = (sentence: string): string => sentence.charAt(0).toUpperCase() + sentence.slice(1);

const COUNTS = ['waiting', 'passed', 'left'] as const;

/** A step with how many wait in it, have passed it, and left the flow there. */
export const StepCard = ({ name, step, sentence, numbers, wrong, chosen, onChoose }: StepCardProps) => {
  const text = useText();
  const intl = useIntl();
  const kindLabel = step.kind in ICONS ? text(`flows.kind.${step.kind}` as TextKey) : step.kind;
  const Icon = ICONS[step.kind] ?? PuzzlePiece;
  const effects = Object.entries(numbers?.effects ?? {}).filter(([, count]) => count > 0);
  return (
    <Box
      tag="button"
      type="button"
      aria-pressed={chosen}
      onClick={onChoose}
      background="neutral0"
      borderColor={wrong ? 'danger600' : chosen ? 'primary600' : 'neutral200'}
      shadow="tableShadow"
      hasRadius
      padding={4}
      width={step.kind === 'end' ? '15rem' : '22rem'}
      cursor="pointer"
      textAlign="left"
    >
      <Flex gap={3} alignItems="flex-start">
        <Icon fill="neutral600" aria-hidden />
        <Box flex="1" minWidth={0}>
          <Typography
            tag="div"
            fontWeight="semiBold"
            textColor="neutral800"
            style={{ overflowWrap: 'anywhere' }}
          >
            {sentence === undefined ? text('flows.unsaved', { kind: kindLabel }) : capitalised(sentence)}
          </Typography>
          <Typography tag="div" variant="pi" textColor="neutral500">
            {name}
          </Typography>
          {numbers && (
            <Flex gap={4} paddingTop={2} wrap="wrap">
              {COUNTS.map((count) => (
                <Typography key={count} variant="pi" textColor="neutral700">
                  <strong>{intl.formatNumber(numbers[count])}</strong> {text(`flows.${count}`)}
                </Typography>
              ))}
            </Flex>
          )}
          {effects.length > 0 && (
            <Typography tag="div" variant="pi" textColor="neutral600">
              {effects.map(([status, count]) => `${intl.formatNumber(count)} ${status}`).join(', ')}
            </Typography>
          )}
        </Box>
        {wrong && <WarningCircle fill="danger600" aria-label={text('attention')} />}
      </Flex>
    </Box>
  );
};
