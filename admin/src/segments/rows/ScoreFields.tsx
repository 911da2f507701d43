import type { ScoreCondition } from '../../../../plugin/src/conditions/condition';
import { useText } from '../../shared/useText';
import { useFields } from '../FieldsContext';
import { amountOf, testOf } from '../tree/amount';
import { isComplete } from '../tree/complete';
import { NUMBERS } from '../tree/figure';
import {
  lensesOf,
  lensOf,
  SCORES,
  sourceOf,
  withLens,
  withSource,
  type Lens,
  type Source,
} from '../tree/score';
import { traitNames } from '../tree/seen';
import { Choice } from './Choice';
import { EventWhere } from './EventWhere';
import { FigureFields } from './FigureFields';
import { NamePicker } from './NamePicker';
import { NumberTest } from './NumberTest';
import { OtherFields } from './OtherFields';
import { PopulationMoment } from './PopulationMoment';
import type { FieldsProps } from './row-of';
import { WithinField } from './WithinField';

const SOURCES: readonly Source[] = [...SCORES, 'trait', 'figure'];

/** [the engagement score] [is] [at least] [50], or [their] [age] [as a percentile of everyone is] [at least] [90] */
export const ScoreFields = ({ leaf, onChange }: FieldsProps<ScoreCondition>) => {
  const text = useText();
  const { vocabulary } = useFields();
  const source = sourceOf(leaf);
  const lens = lensOf(leaf);
  const amount = amountOf(leaf[lens], { operator: '$gte', value: 0 });
  const { figure } = leaf;
  if (!amount || figure?.of) return <OtherFields leaf={leaf} onChange={onChange} />;
  return (
    <>
      <Choice
        label={text('builder.score.source')}
        value={source}
        options={SOURCES.map((one) => ({ value: one, label: text(`builder.score.${one}`) }))}
        onChange={(chosen) => onChange(withSource(leaf, chosen as Source))}
      />
      {source === 'trait' && (
        <NamePicker
          label={text('builder.trait')}
          value={leaf.trait ?? ''}
          names={traitNames(vocabulary)}
          onChange={(trait) => onChange({ ...leaf, trait })}
        />
      )}
      {figure && (
        <>
          <FigureFields
            figure={figure}
            measures={NUMBERS}
            counted={text('builder.measure.count')}
            onChange={(next) => onChange({ ...leaf, figure: next })}
          />
          <WithinField
            value={figure.within}
            onChange={(within) => onChange({ ...leaf, figure: { ...figure, within } })}
          />
          <EventWhere figure={figure} onChange={(next) => onChange({ ...leaf, figure: next })} />
        </>
      )}
      <Choice
        label={text('builder.score.lens')}
        value={lens}
        options={lensesOf(source).map((one) => ({ value: one, label: text(`builder.score.lens.${one}`) }))}
        onChange={(chosen) => onChange(withLens(leaf, chosen as Lens))}
      />
      <NumberTest test={amount} onChange={(next) => onChange(withLens(leaf, lens, testOf(next)))} />
      {lens !== 'value' && isComplete(leaf) && <PopulationMoment {...leaf} />}
    </>
  );
};
