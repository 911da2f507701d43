import { IconButton, MenuItem, SimpleMenu } from '@strapi/design-system';
import { Duplicate, More, Stack, Trash } from '@strapi/icons';

import { useText } from '../../shared/useText';
import { useBuilder } from '../BuilderContext';
import { useFields } from '../FieldsContext';

/** What can be done with a part as a whole. */
export const NodeActions = ({ id }: { readonly id: string }) => {
  const text = useText();
  const { disabled } = useFields();
  const { duplicate, wrap, remove } = useBuilder();
  if (disabled) return null;
  return (
    <SimpleMenu tag={IconButton} icon={<More />} label={text('builder.actions')} variant="ghost" size="S">
      <MenuItem startIcon={<Duplicate />} onSelect={() => duplicate(id)}>
        {text('builder.duplicate')}
      </MenuItem>
      <MenuItem startIcon={<Stack />} onSelect={() => wrap(id)}>
        {text('builder.wrap')}
      </MenuItem>
      <MenuItem startIcon={<Trash />} variant="danger" onSelect={() => remove(id)}>
        {text('builder.remove')}
      </MenuItem>
    </SimpleMenu>
  );
};
