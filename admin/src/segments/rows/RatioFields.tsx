import { Flex, IconButton } from '@strapi/design-system';
import { Cross } from '@strapi/icons';

import type { EventCondition, EventFigure } from '../../../../plugin/src/conditions/condition';
import { useText } from '../../shared/useText';
import { useFields } from '../FieldsContext';
import { NUMBERS, withRatio } from '../tree/figure';
import { EventWhere } from './EventWhere';
import { FigureFields } from './FigureFields';
import { Words } from './Words';

interface RatioFieldsProps {
  readonly leaf: EventCondition;
  readonly of: EventFigure;
  readonly onChange: (leaf: EventCondition) => void;
}

/** as a share of [the number of] [Order Completed] */
export const RatioFields = ({ leaf, of, onChange }: RatioFieldsProps) => {
  const text = useText();
  const { disabled } = useFields();
  const set = (next: EventFigure | undefined) => onChange(withRatio(leaf, next));
  return (
    <Flex gap={2} wrap="wrap" width="100%">
      <Words>{text('builder.ratio')}</Words>
      <FigureFields figure={of} measures={NUMBERS} counted={text('builder.measure.count')} onChange={set} />
      <EventWhere figure={of} onChange={set} />
      {!disabled && (
        <IconButton
          label={text('builder.ratio.remove')}
          variant="ghost"
          size="S"
          onClick={() => set(undefined)}
        >
          <Cross />
        </IconButton>
      )}
    </Flex>
  );
};
