import { IconButton } from '@strapi/design-system';
import { Cross } from '@strapi/icons';

import type { ContextCondition } from '../../../../plugin/src/conditions/condition';
import { useText } from '../../shared/useText';
import { useFields } from '../FieldsContext';
import { Amount } from './Amount';
import { Words } from './Words';

interface NearFieldsProps {
  readonly near: NonNullable<ContextCondition['near']>;
  readonly onChange: (near: ContextCondition['near']) => void;
}

/** within [50] km of [48.2] north [16.37] east */
export const NearFields = ({ near, onChange }: NearFieldsProps) => {
  const text = useText();
  const { disabled } = useFields();
  return (
    <>
      <Words>{text('builder.near.within')}</Words>
      <Amount
        label={text('builder.near.km')}
        value={near.km}
        onChange={(km) => onChange({ ...near, km: Math.max(1, km) })}
      />
      <Words>{text('builder.near.of')}</Words>
      <Amount
        label={text('builder.near.lat')}
        value={near.lat}
        onChange={(lat) => onChange({ ...near, lat })}
      />
      <Words>{text('builder.near.north')}</Words>
      <Amount
        label={text('builder.near.lon')}
        value={near.lon}
        onChange={(lon) => onChange({ ...near, lon })}
      />
      <Words>{text('builder.near.east')}</Words>
      {!disabled && (
        <IconButton
          label={text('builder.near.remove')}
          variant="ghost"
          size="S"
          onClick={() => onChange(undefined)}
        >
          <Cross />
        </IconButton>
      )}
    </>
  );
};
