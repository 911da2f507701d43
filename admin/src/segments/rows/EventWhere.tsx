import type { EventFigure } from '../../../../plugin/src/conditions/condition';
import { useText } from '../../shared/useText';
import { useFields } from '../FieldsContext';
import { propertyNames } from '../tree/seen';
import { WhereFields } from './WhereFields';

interface EventWhereProps<Figure extends EventFigure> {
  readonly figure: Figure;
  readonly onChange: (figure: Figure) => void;
}

/** [where] [total] [is more than] [50] */
export const EventWhere = <Figure extends EventFigure>({ figure, onChange }: EventWhereProps<Figure>) => {
  const text = useText();
  const { vocabulary } = useFields();
  return (
    <WhereFields
      where={figure.where}
      names={propertyNames(vocabulary, figure.name)}
      label={text('builder.property')}
      addLabel={text('builder.where.add')}
      onChange={(where) => onChange({ ...figure, where })}
    />
  );
};
