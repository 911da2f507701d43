import { useState, type ReactElement, type ReactNode } from 'react';

import { Button, Dialog } from '@strapi/design-system';
import { Information } from '@strapi/icons';
import { ConfirmDialog } from '@strapi/strapi/admin';

import { useText } from './useText';

interface ConfirmProps {
  /** The button that asks; none where it is asked for elsewhere, as in a menu, and goes with `onOpen`. */
  readonly children?: ReactElement;
  readonly title: string;
  /** Names what it touches. */
  readonly body: ReactNode;
  readonly confirmLabel: string;
  readonly variant?: 'danger' | 'default' | 'success';
  /** Shut until it is, for what has to be typed first. */
  readonly ready?: boolean;
  /** Told when the question appears and goes, for what is only asked for then. */
  readonly onOpen?: (open: boolean) => void;
  readonly onConfirm: () => Promise<unknown> | void;
}

const HARMLESS = { icon: <Information width="24px" height="24px" fill="primary600" /> };

/** Asks before doing what cannot be undone, or what somebody should know more about first. */
export const Confirm = ({
  children,
  title,
  body,
  confirmLabel,
  variant = 'danger',
  ready = true,
  onOpen,
  onConfirm,
}: ConfirmProps) => {
  const text = useText();
  const [open, setShown] = useState(children === undefined);
  const [busy, setBusy] = useState(false);
  const setOpen = (next: boolean) => {
    setShown(next);
    onOpen?.(next);
  };
  const confirm = async () => {
    setBusy(true);
    try {
      await onConfirm();
    } finally {
      setBusy(false);
      setOpen(false);
    }
  };
  return (
    <Dialog.Root open={open} onOpenChange={setOpen}>
      {children && <Dialog.Trigger>{children}</Dialog.Trigger>}
      <ConfirmDialog
        title={title}
        {...(variant === 'danger' ? {} : HARMLESS)}
        startAction={
          <Button variant="tertiary" fullWidth onClick={() => setOpen(false)}>
            {text('cancel')}
          </Button>
        }
        endAction={
          <Button variant={variant} fullWidth loading={busy} disabled={!ready} onClick={confirm}>
            {confirmLabel}
          </Button>
        }
      >
        {body}
      </ConfirmDialog>
    </Dialog.Root>
  );
};
