import { Flex, IconButton } from '@strapi/design-system';
import { Duplicate, Stack, Trash } from '@strapi/icons';

import { useText } from '../../shared/useText';
import { useBuilder } from '../BuilderContext';

/** What can be done with a part as a whole. */
export const NodeActions = ({ id }: { readonly id: string }) => {
  const text = useText();
  const { duplicate, wrap, remove, disabled } = useBuilder();
  if (disabled) return null;
  return (
    <Flex gap={0}>
      <IconButton label={text('builder.wrap')} variant="ghost" size="S" onClick={() => wrap(id)}>
        <Stack />
      </IconButton>
      <IconButton label={text('builder.duplicate')} variant="ghost" size="S" onClick={() => duplicate(id)}>
        <Duplicate />
      </IconButton>
      <IconButton label={text('builder.remove')} variant="ghost" size="S" onClick={() => remove(id)}>
        <Trash />
      </IconButton>
    </Flex>
  );
};
