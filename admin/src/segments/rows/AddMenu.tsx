import { Flex, Menu, TextButton } from '@strapi/design-system';
import { Plus } from '@strapi/icons';

import { useText, type TextKey } from '../../shared/useText';
import { useBuilder } from '../BuilderContext';
import { ROW_KINDS } from '../tree/new-leaf';

/** Adds a condition of a kind, of ours or of an extension, or a group, at the end of a group. */
export const AddMenu = ({ groupId }: { readonly groupId: string }) => {
  const text = useText();
  const { add, vocabulary } = useBuilder();
  const kinds = ROW_KINDS.filter((kind) => kind !== 'list' || vocabulary.lists.length > 0);
  const others = vocabulary.kinds.filter(({ kind }) => !ROW_KINDS.includes(kind));
  return (
    <Flex gap={4}>
      <Menu.Root>
        <Menu.Trigger label={text('builder.add')} size="S" variant="secondary" startIcon={<Plus />}>
          {text('builder.add')}
        </Menu.Trigger>
        {/* The library's height shows four: whoever does not scroll would never find the last. */}
        <Menu.Content maxHeight="46rem">
          {kinds.map((kind) => (
            <Menu.Item key={kind} onSelect={() => add(groupId, kind)}>
              {text(`builder.kind.${kind}` as TextKey)}
            </Menu.Item>
          ))}
          {others.map(({ kind, label }) => (
            <Menu.Item key={kind} onSelect={() => add(groupId, kind)}>
              {label}
            </Menu.Item>
          ))}
        </Menu.Content>
      </Menu.Root>
      <TextButton startIcon={<Plus />} onClick={() => add(groupId, 'group')}>
        {text('builder.add.group')}
      </TextButton>
    </Flex>
  );
};
