import type { ComponentType, ReactNode } from 'react';

import { BulkFaults, type BulkEntry } from './BulkFaults';

interface ModalProps {
  readonly onClose: () => void;
}
interface BulkDescription {
  readonly actionType?: string;
  readonly dialog?: { readonly type: string; readonly content?: ReactNode | ComponentType<ModalProps> };
  readonly [other: string]: unknown;
}
interface BulkProps {
  readonly model: string;
  readonly documents: readonly BulkEntry[];
}
/** The little of Strapi's bulk actions that is touched: hooks that answer with what a button is and opens. */
export interface BulkAction {
  (props: BulkProps): BulkDescription | null;
  readonly type?: string;
}

/**
 * Where the action publishes what was ticked in a list, its dialog says first which blocks of these entries reach
 * nobody. Which action that is it says itself, when it is asked.
 */
export const withBulkWarning = (action: BulkAction): BulkAction => {
  const Warned: BulkAction = (props) => {
    const described = action(props);
    const Content = described?.dialog?.content;
    if (described?.actionType !== 'publish' || typeof Content !== 'function') return described;
    return {
      ...described,
      dialog: {
        ...described.dialog!,
        content: (modal: ModalProps) => (
          <>
            <BulkFaults {...props} />
            <Content {...modal} />
          </>
        ),
      },
    };
  };
  return Object.assign(Warned, { type: action.type });
};
