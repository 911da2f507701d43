import { useRef } from 'react';

import { Flex, Menu, TextButton } from '@strapi/design-system';
import { Plus } from '@strapi/icons';

import { useText, type TextKey } from '../../shared/useText';
import { useBuilder } from '../BuilderContext';
import { useFields } from '../FieldsContext';
import { ROW_KINDS } from '../tree/new-leaf';

const FIELD = '[data-attune-fields] :is(input, button, [role="combobox"])';

/** Adds a condition of a kind, of ours or of an extension, or a group, at the end of a group. */
export const AddMenu = ({ groupId }: { readonly groupId: string }) => {
  const text = useText();
  const { vocabulary } = useFields();
  const { add } = useBuilder();
  const kinds = ROW_KINDS.filter((kind) => kind !== 'list' || vocabulary.lists.length > 0);
  const place = useRef<HTMLDivElement>(null);
  const chosen = useRef(false);
  const choose = (kind: string) => {
    chosen.current = true;
    add(groupId, kind);
  };
  /** Whoever added a row goes on in it, and not at the button. */
  const goOn = (event: Event) => {
    if (!chosen.current) return;
    chosen.current = false;
    const rows = place.current?.parentElement?.querySelectorAll<HTMLElement>(':scope > ul > li');
    const field = rows?.item(rows.length - 1)?.querySelector<HTMLElement>(FIELD);
    if (!field) return;
    event.preventDefault();
    field.focus();
  };
  const others = vocabulary.kinds.filter(({ kind }) => !ROW_KINDS.includes(kind));
  return (
    <Flex ref={place} gap={4}>
      <Menu.Root>
        <Menu.Trigger label={text('builder.add')} size="S" variant="secondary" startIcon={<Plus />}>
          {text('builder.add')}
        </Menu.Trigger>
        {/* The library's height shows four: whoever does not scroll would never find the last. */}
        <Menu.Content maxHeight="46rem" onCloseAutoFocus={goOn}>
          {kinds.map((kind) => (
            <Menu.Item key={kind} onSelect={() => choose(kind)}>
              {text(`builder.kind.${kind}` as TextKey)}
            </Menu.Item>
          ))}
          {others.map(({ kind, label }) => (
            <Menu.Item key={kind} onSelect={() => choose(kind)}>
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
