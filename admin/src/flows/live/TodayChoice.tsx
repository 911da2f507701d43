import { Typography } from '@strapi/design-system';

import { useText } from '../../shared/useText';
import { capitalised } from '../capitalised';
import { DurationInput } from '../forms/DurationInput';
import { SelectField } from '../forms/SelectField';
import { ALREADY, TODAY, type LiveChoice, type PublishingFigures } from './choices';

interface TodayChoiceProps {
  readonly people: NonNullable<PublishingFigures['today']>;
  readonly trigger: string;
  readonly choice: LiveChoice;
  readonly onChange: (choice: LiveChoice) => void;
}

const WITHIN = '30d';

/** How many qualify already, how far back that is looked for, and whether they come in too. */
export const TodayChoice = ({ people, trigger, choice, onChange }: TodayChoiceProps) => {
  const text = useText();
  const { today = 'nobody', within = WITHIN } = choice;
  const set = (part: Partial<LiveChoice>) => onChange({ ...choice, ...part });
  const key = ALREADY[trigger] ?? 'flows.already';
  const { people: count, inside, exact, looksBack } = people;
  const told = capitalised(text(key, { count, exact: String(exact) }));
  return (
    <>
      {looksBack && (
        <DurationInput
          name="within"
          label={text('flows.today.within')}
          value={within}
          disabled={false}
          onChange={(value) => set({ within: value })}
        />
      )}
      {looksBack && (
        <Typography tag="p" variant="pi" textColor="neutral600">
          {text('flows.already.ended')}
        </Typography>
      )}
      {count === 0 && inside === 0 && (
        <Typography tag="p" textColor="neutral600">
          {told}
        </Typography>
      )}
      {count > 0 && (
        <SelectField
          name="today"
          label={told}
          hint={text(`flows.today.${today}.hint`)}
          value={today}
          options={TODAY.map((value) => ({ value, label: text(`flows.today.${value}`) }))}
          disabled={false}
          onChange={(chosen) => set({ today: TODAY.find((each) => each === chosen) })}
        />
      )}
      {inside > 0 && (
        <Typography tag="p" textColor="neutral600">
          {text('flows.already.inside', { count, inside })}
        </Typography>
      )}
    </>
  );
};
