import { Flex, Typography } from '@strapi/design-system';

import { useText } from '../../shared/useText';
import { SelectField } from '../forms/SelectField';
import { STOPS, type LiveChoice } from './choices';

interface StopChoicesProps {
  readonly body: string;
  readonly choice: LiveChoice;
  readonly onChange: (choice: LiveChoice) => void;
}

/** Whether those under way leave at once, or go on to the end. */
export const StopChoices = ({ body, choice, onChange }: StopChoicesProps) => {
  const text = useText();
  const { how = 'force' } = choice;
  return (
    <Flex direction="column" alignItems="stretch" gap={4} width="100%">
      <SelectField
        name="how"
        label={text('flows.stop.how')}
        value={how}
        options={STOPS.map((value) => ({ value, label: text(`flows.stop.${value}`) }))}
        disabled={false}
        onChange={(chosen) => onChange({ how: STOPS.find((each) => each === chosen) })}
      />
      <Typography tag="p" textAlign="center">
        {how === 'force' ? body : text('flows.stop.drain.body')}
      </Typography>
    </Flex>
  );
};
