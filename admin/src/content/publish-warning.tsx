import { useEffect, useMemo, type ReactNode } from 'react';

import { Box, Typography } from '@strapi/design-system';
import { unstable_useContentManagerContext as useContentManager } from '@strapi/strapi/admin';

import { useNotice } from '../shared/useNotice';
import { useText } from '../shared/useText';
import { FaultLines } from './FaultLines';
import { useEntryBlocksNow } from './useEntryBlocks';
import { useFaultLines } from './useFaultLines';

/** The little of Strapi's document actions that is touched: hooks that answer with what a button is and does. */
interface ActionDialog {
  readonly type: string;
  readonly content?: ReactNode;
  readonly onConfirm?: () => Promise<void> | void;
  readonly [other: string]: unknown;
}
interface ActionDescription {
  readonly disabled?: boolean;
  readonly label?: string;
  readonly dialog?: ActionDialog;
  readonly onClick?: (event: unknown) => Promise<boolean | void> | boolean | void;
  readonly [other: string]: unknown;
}
export interface DocumentAction {
  (props: { readonly model: string }): ActionDescription | null;
  readonly type?: string;
  readonly position?: unknown;
}

const isShortcut = ({ key, shiftKey, metaKey, ctrlKey }: KeyboardEvent): boolean =>
  (metaKey || ctrlKey) && shiftKey && key === 'Enter';

/** Publishes as before; where blocks of the entry reach nobody, it says so first and asks. */
export const withPublishWarning = (publish: DocumentAction): DocumentAction => {
  const Warned: DocumentAction = (props) => {
    const text = useText();
    const { warn } = useNotice();
    const { model } = useContentManager();
    const described = publish(props);
    const blocks = useEntryBlocksNow();
    const [faults = []] = useFaultLines(useMemo(() => [blocks], [blocks]));
    const isOther = model !== props.model;
    const warns = described !== null && !described.disabled && !isOther && faults.length > 0;
    const summary = text('content.publish.title', { count: faults.length });
    useEffect(() => {
      if (!warns) return;
      // The keys publish at once: then it is said beside it.
      const press = (event: KeyboardEvent) => isShortcut(event) && warn(summary);
      window.addEventListener('keydown', press);
      return () => window.removeEventListener('keydown', press);
    }, [warns, warn, summary]);
    if (!warns) return described;
    const { onClick, dialog } = described;
    return {
      ...described,
      onClick: () => false,
      dialog: {
        type: 'dialog',
        variant: 'danger',
        title: summary,
        content: (
          <Box width="100%">
            <FaultLines lines={faults} />
            <Typography>{text('content.publish.question')}</Typography>
          </Box>
        ),
        confirmLabel: text('content.publish.confirm'),
        async onConfirm() {
          const published = await onClick?.({ preventDefault() {} });
          if (published || !dialog) return;
          // Strapi would have asked about linked drafts: one question is enough, but it is said.
          await dialog.onConfirm?.();
          warn(text('content.publish.links'));
        },
      },
    };
  };
  return Object.assign(Warned, { type: publish.type, position: publish.position });
};
