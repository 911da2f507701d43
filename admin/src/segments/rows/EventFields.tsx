import type { EventCondition } from '../../../../plugin/src/conditions/condition';
import { useText } from '../../shared/useText';
import { amountOf } from '../tree/amount';
import { chooseMeasure, isValued, MEASURES, NUMBERS } from '../tree/figure';
import { EventExtras } from './EventExtras';
import { EventTest } from './EventTest';
import { EventWhere } from './EventWhere';
import { EventWindow } from './EventWindow';
import { FigureFields } from './FigureFields';
import { OtherFields } from './OtherFields';
import { RatioFields } from './RatioFields';
import type { FieldsProps } from './row-of';
import { SameFields } from './SameFields';

const ONCE = { operator: '$gte', value: 1 };

/** [has done] [Order Completed] [at least] [3] times [in the last] [30] [days] [where total is more than 50] */
export const EventFields = ({ leaf, onChange }: FieldsProps<EventCondition>) => {
  const text = useText();
  const amount = amountOf(isValued(leaf) ? leaf.value : leaf.count, ONCE);
  if (!amount) return <OtherFields leaf={leaf} onChange={onChange} />;
  return (
    <>
      <FigureFields
        figure={leaf}
        measures={leaf.of ? NUMBERS : MEASURES}
        counted={text(leaf.of ? 'builder.measure.count' : 'builder.done')}
        onChange={onChange}
        onMeasure={(measure) => onChange(chooseMeasure(leaf, measure))}
      />
      {leaf.by !== undefined && <SameFields leaf={leaf} by={leaf.by} onChange={onChange} />}
      {leaf.of && (
        <>
          <EventWhere figure={leaf} onChange={onChange} />
          <RatioFields leaf={leaf} of={leaf.of} onChange={onChange} />
        </>
      )}
      <EventTest leaf={leaf} amount={amount} onChange={onChange} />
      <EventWindow leaf={leaf} onChange={onChange} />
      {!leaf.of && <EventWhere figure={leaf} onChange={onChange} />}
      <EventExtras leaf={leaf} onChange={onChange} />
    </>
  );
};
