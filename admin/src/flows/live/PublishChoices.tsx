import { Checkbox, Flex, Typography } from '@strapi/design-system';

import { useText } from '../../shared/useText';
import { DurationInput } from '../forms/DurationInput';
import { SelectField } from '../forms/SelectField';
import { OVERDUE, TODAY, type LiveChoice, type PublishingFigures } from './choices';

interface PublishChoicesProps {
  readonly body: string;
  readonly figures: PublishingFigures | undefined;
  readonly choice: LiveChoice;
  /** Publishing asks about people too; going on only about what is overdue. */
  readonly publishes: boolean;
  readonly onChange: (choice: LiveChoice) => void;
}

const OVER = '4h';
const WITHIN = '30d';

/** What publishing, or going on, would mean in numbers, and what is to become of them. */
export const PublishChoices = ({ body, figures, choice, publishes, onChange }: PublishChoicesProps) => {
  const text = useText();
  const { today = 'nobody', overdue = 'send', over = OVER, within = WITHIN, move = false } = choice;
  const set = (part: Partial<LiveChoice>) => onChange({ ...choice, ...part });
  const people = publishes ? figures?.today : null;
  const elsewhere = publishes ? (figures?.elsewhere ?? 0) : 0;
  const late = figures?.overdue ?? 0;
  return (
    <Flex direction="column" alignItems="stretch" gap={4} width="100%">
      <Typography tag="p" textAlign="center">
        {body}
      </Typography>
      {people && (
        <>
          <SelectField
            name="today"
            label={text(people.exact ? 'flows.today' : 'flows.today.most', { count: people.people })}
            hint={text(`flows.today.${today}.hint`)}
            value={today}
            options={TODAY.map((value) => ({ value, label: text(`flows.today.${value}`) }))}
            disabled={false}
            onChange={(chosen) => set({ today: TODAY.find((each) => each === chosen) })}
          />
          {!people.exact && today !== 'nobody' && (
            <DurationInput
              name="within"
              label={text('flows.today.within')}
              value={within}
              disabled={false}
              onChange={(value) => set({ within: value })}
            />
          )}
        </>
      )}
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
