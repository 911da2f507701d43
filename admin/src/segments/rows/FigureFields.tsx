import type { EventFigure } from '../../../../plugin/src/conditions/condition';
import { useText } from '../../shared/useText';
import { useFields } from '../FieldsContext';
import { measureOf, withMeasure, type Measure } from '../tree/figure';
import { eventNames, propertyNames } from '../tree/seen';
import { Choice } from './Choice';
import { NamePicker } from './NamePicker';
import { Words } from './Words';

interface FigureFieldsProps<Figure extends EventFigure> {
  readonly figure: Figure;
  readonly measures: readonly Measure[];
  /** Words for a count: "has done" where it stands alone, "the number of" where it is compared. */
  readonly counted: string;
  readonly onChange: (figure: Figure) => void;
  /** Where another figure asks for another test too. */
  readonly onMeasure?: (measure: Measure) => void;
}

/** [the sum of] [total] of [Order Completed] */
export const FigureFields = <Figure extends EventFigure>({
  figure,
  measures,
  counted,
  onChange,
  onMeasure = (measure) => onChange(withMeasure(figure, measure)),
}: FigureFieldsProps<Figure>) => {
  const text = useText();
  const { vocabulary } = useFields();
  const { measure, path } = measureOf(figure);
  const properties = propertyNames(vocabulary, figure.name);
  const wordsOf = (one: Measure) => (one === 'count' ? counted : text(`builder.measure.${one}`));
  return (
    <>
      <Choice
        label={text('builder.measure')}
        value={measure}
        options={measures.map((one) => ({ value: one, label: wordsOf(one) }))}
        onChange={(chosen) => onMeasure(measures.find((one) => one === chosen) ?? 'count')}
      />
      {measure !== 'count' && (
        <>
          <NamePicker
            label={text('builder.property')}
            value={path}
            names={properties}
            width="15rem"
            onChange={(next) => onChange(withMeasure(figure, measure, next))}
          />
          <Words>{text('builder.of')}</Words>
        </>
      )}
      <NamePicker
        label={text('builder.event')}
        value={figure.name}
        names={[...eventNames(vocabulary), { name: '*', label: text('builder.event.any') }]}
        onChange={(name) => onChange({ ...figure, name })}
      />
    </>
  );
};
