import { MenuItem, SimpleMenu } from '@strapi/design-system';
import { Plus } from '@strapi/icons';

import type { EventCondition } from '../../../../plugin/src/conditions/condition';
import { useText } from '../../shared/useText';
import { useFields } from '../FieldsContext';
import { measureOf, withRatio, withStretches } from '../tree/figure';

interface EventExtrasProps {
  readonly leaf: EventCondition;
  readonly onChange: (leaf: EventCondition) => void;
}

const WEEKS = 4;

/** What a figure may be asked for beside: the same of something, in each stretch, as a share of another. */
export const EventExtras = ({ leaf, onChange }: EventExtrasProps) => {
  const text = useText();
  const { disabled } = useFields();
  const { measure } = measureOf(leaf);
  const isRatio = leaf.of !== undefined;
  const offers = [
    {
      key: 'same',
      open: leaf.by === undefined && !isRatio,
      add: () => onChange({ ...leaf, by: '' }),
    },
    {
      key: 'each',
      open: leaf.per === undefined && !isRatio,
      add: () => onChange(withStretches(leaf, WEEKS, '7d')),
    },
    {
      key: 'ratio',
      open: !isRatio && measure !== 'first' && measure !== 'last',
      add: () => onChange(withRatio(leaf, { name: leaf.name })),
    },
  ] as const;
  const open = offers.filter((offer) => offer.open);
  if (disabled || open.length === 0) return null;
  return (
    <SimpleMenu label={text('builder.extras')} size="S" variant="ghost" startIcon={<Plus />}>
      {open.map(({ key, add }) => (
        <MenuItem key={key} onSelect={add}>
          {text(`builder.extras.${key}`)}
        </MenuItem>
      ))}
    </SimpleMenu>
  );
};
