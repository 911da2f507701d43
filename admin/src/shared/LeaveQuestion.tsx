import { useEffect } from 'react';

import { Button, Dialog } from '@strapi/design-system';
import { ConfirmDialog } from '@strapi/strapi/admin';
import { useBlocker } from 'react-router-dom';

import { useText } from './useText';

interface LeaveQuestionProps {
  /** Whether something would be lost. */
  readonly when: boolean;
}

/** Said of a way on that has nothing to lose, as to what was just saved. */
export const NOTHING_LOST = { state: { nothingLost: true } } as const;

const losesNothing = (state: unknown): boolean =>
  (state as { readonly nothingLost?: boolean } | null)?.nothingLost === true;

/** Asks before leaving what was not saved. */
export const LeaveQuestion = ({ when }: LeaveQuestionProps) => {
  const text = useText();
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) =>
      when && currentLocation.pathname !== nextLocation.pathname && !losesNothing(nextLocation.state),
  );
  useEffect(() => {
    if (!when) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [when]);
  return (
    <Dialog.Root open={blocker.state === 'blocked'} onOpenChange={(open) => !open && blocker.reset?.()}>
      <ConfirmDialog
        title={text('leave.title')}
        startAction={
          <Button variant="tertiary" fullWidth onClick={() => blocker.reset?.()}>
            {text('leave.stay')}
          </Button>
        }
        endAction={
          <Button variant="danger" fullWidth onClick={() => blocker.proceed?.()}>
            {text('leave.go')}
          </Button>
        }
      >
        {text('leave.body')}
      </ConfirmDialog>
    </Dialog.Root>
  );
};
