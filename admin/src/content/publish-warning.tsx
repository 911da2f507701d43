import { useEffect, useMemo, useRef, type ReactNode } from 'react';

import { Box, Typography } from '@strapi/design-system';

import { useNotice } from '../shared/useNotice';
import { useText } from '../shared/useText';
import { FaultLines } from './FaultLines';
import type { StoredEntry } from './StoredFaults';
import { useEntryContentNow } from './useEntryContent';
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
  readonly label?: ReactNode;
  readonly dialog?: ActionDialog;
  readonly onClick?: (event: unknown) => Promise<boolean | void> | boolean | void;
  readonly [other: string]: unknown;
}
interface ActionProps {
  readonly model: string;
  readonly collectionType: string;
  /** As it is stored; in a list, what the list shows of it. */
  readonly document?: StoredEntry;
}
export interface DocumentAction {
  (props: ActionProps): ActionDescription | null;
  readonly type?: string;
  readonly position?: unknown;
}

const isShortcut = ({ key, shiftKey, metaKey, ctrlKey }: KeyboardEvent): boolean =>
  (metaKey || ctrlKey) && shiftKey && key === 'Enter';

/** While it asks, the keys that publish at once press the button instead. Gives the label by which the button is found. */
const useKeysOnButton = (asks: boolean, label: ReactNode): ReactNode => {
  const inside = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    if (!asks) return;
    const press = (event: KeyboardEvent) => {
      const button = inside.current?.closest('button');
      if (!isShortcut(event) || !button) return;
      // Before Strapi hears of it.
      event.preventDefault();
      event.stopImmediatePropagation();
      // What stands behind a window is not meant: while that asks, the keys do nothing.
      if (!button.closest('[aria-hidden="true"]')) button.click();
    };
    window.addEventListener('keydown', press, { capture: true });
    return () => window.removeEventListener('keydown', press, { capture: true });
  }, [asks]);
  return <span ref={inside}>{label}</span>;
};

/**
 * Publishes as before; where something in the entry reaches nobody, it says so first and asks: in the edit view, beside
 * the preview, and in the window in which a related entry is edited.
 */
export const withPublishWarning = (publish: DocumentAction): DocumentAction => {
  const Warned: DocumentAction = (props) => {
    const text = useText();
    const { warn } = useNotice();
    const described = publish(props);
    const content = useEntryContentNow(props.model);
    const [faults = []] = useFaultLines(useMemo(() => [content], [content]));
    const warns = described !== null && !described.disabled && faults.length > 0;
    const label = useKeysOnButton(warns, described?.label);
    if (!warns) return described;
    const { onClick, dialog } = described;
    return {
      ...described,
      label,
      onClick: () => false,
      dialog: {
        type: 'dialog',
        variant: 'danger',
        title: text('content.publish.title', { count: faults.length }),
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
