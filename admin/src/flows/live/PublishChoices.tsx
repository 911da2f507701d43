import { Box, Checkbox, Flex, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import { useText } from '../../shared/useText';
import { DurationInput } from '../forms/DurationInput';
import { SelectField } from '../forms/SelectField';
import { OVERDUE, type LiveChoice, type PublishingFigures } from './choices';
import { TodayChoice } from './TodayChoice';

interface PublishChoicesProps {
  readonly body: string;
  /** The kind of the draft's. */
  readonly trigger: string;
  readonly figures: PublishingFigures | undefined;
  readonly choice: LiveChoice;
  /** Publishing asks about people too; going on only about what is overdue. */
  readonly publishes: boolean;
  readonly onChange: (choice: LiveChoice) => void;
}

const OVER = '4h';

/** What publishing, or going on, would mean in numbers, and what is to become of them. */
export const PublishChoices = ({
  body,
  trigger,
  figures,
  choice,
  publishes,
  onChange,
}: PublishChoicesProps) => {
  const text = useText();
  const intl = useIntl();
  const { today = 'nobody', overdue = 'send', over = OVER, move = false } = choice;
  const set = (part: Partial<LiveChoice>) => onChange({ ...choice, ...part });
  const people = publishes ? figures?.today : null;
  const atOnce = publishes ? (figures?.atOnce ?? null) : null;
  const elsewhere = publishes ? (figures?.elsewhere ?? 0) : 0;
  const late = figures?.overdue ?? 0;
  return (
    <Flex direction="column" alignItems="stretch" gap={4} width="100%">
      <Typography tag="p" textAlign="center">
        {body}
      </Typography>
      {atOnce !== null && (
        <Typography tag="p" textAlign="center" fontWeight="semiBold">
          {text('flows.at-once', { count: atOnce })}
        </Typography>
      )}
      {publishes && figures && figures.alike.length > 0 && (
        <Box role="alert" background="warning100" hasRadius padding={4}>
          <Typography tag="p" textColor="neutral800">
            {text('flows.publish.alike', {
              count: figures.alike.length,
              names: intl.formatList(figures.alike.map(({ name }) => `“${name}”`)),
            })}
          </Typography>
        </Box>
      )}
      {people && <TodayChoice people={people} trigger={trigger} choice={choice} onChange={onChange} />}
      {elsewhere > 0 && (
        <Checkbox checked={move} onCheckedChange={(checked) => set({ move: checked === true })}>
          {text('flows.move', { count: elsewhere })}
        </Checkbox>
      )}
      {late > 0 && (
        <SelectField
          name="overdue"
          label={text('flows.overdue', { count: late })}
          value={overdue}
          options={OVERDUE.map((value) => ({ value, label: text(`flows.overdue.${value}`) }))}
          disabled={false}
          onChange={(chosen) => set({ overdue: OVERDUE.find((each) => each === chosen) })}
        />
      )}
      {((people && today === 'spread') || (late > 0 && overdue === 'spread')) && (
        <DurationInput
          name="over"
          label={text('flows.spread.over')}
          value={over}
          disabled={false}
          onChange={(value) => set({ over: value })}
        />
      )}
    </Flex>
  );
};
