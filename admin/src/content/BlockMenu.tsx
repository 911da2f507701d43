import { useState } from 'react';

import { IconButton, Menu } from '@strapi/design-system';
import { More } from '@strapi/icons';

import { useNotice } from '../shared/useNotice';
import { useText } from '../shared/useText';
import { copiedAudience, copyAudience } from './audience-clipboard';
import { EVERYONE, pasted } from './audience-value';
import type { EntryBlock } from './entry-blocks';

interface BlockMenuProps {
  readonly block: EntryBlock;
  readonly onAudience: (block: EntryBlock, audience: unknown) => void;
}

/** Takes an audience from block to block. */
export const BlockMenu = ({ block, onAudience }: BlockMenuProps) => {
  const text = useText();
  const notice = useNotice();
  const [copied, setCopied] = useState(copiedAudience);
  const { audience } = block;
  const value = audience.broken ? EVERYONE : audience.value;
  const copy = () => {
    copyAudience(value);
    notice.done(text('content.copied'));
  };
  return (
    <Menu.Root onOpenChange={() => setCopied(copiedAudience())}>
      <Menu.Trigger size="S" endIcon={null} paddingLeft={0} paddingRight={0}>
        <IconButton variant="ghost" size="XS" tag="span" label={text('content.block.more')}>
          <More aria-hidden focusable={false} />
        </IconButton>
      </Menu.Trigger>
      <Menu.Content popoverPlacement="bottom-end">
        <Menu.Item disabled={audience.broken} onSelect={copy}>
          {text('content.copy')}
        </Menu.Item>
        <Menu.Item disabled={!copied} onSelect={() => copied && onAudience(block, pasted(value, copied))}>
          {text('content.paste')}
        </Menu.Item>
      </Menu.Content>
    </Menu.Root>
  );
};
