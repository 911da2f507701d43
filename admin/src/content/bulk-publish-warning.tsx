import { cloneElement, isValidElement, type ReactNode } from 'react';

import { Table, useTable } from '@strapi/strapi/admin';

import { StoredFaults, type StoredEntry } from './StoredFaults';

interface ModalProps {
  readonly onClose: () => void;
}
interface BulkDescription {
  readonly actionType?: string;
  readonly dialog?: {
    readonly type: string;
    readonly content?: ReactNode | ((modal: ModalProps) => ReactNode);
  };
  readonly [other: string]: unknown;
}
interface BulkProps {
  readonly model: string;
  readonly documents: readonly StoredEntry[];
}
/** The little of Strapi's bulk actions that is touched: hooks that answer with what a button is and opens. */
export interface BulkAction {
  (props: BulkProps): BulkDescription | null;
  readonly type?: string;
}

/** What publishes, at once or in a release. */
const PUBLISHING: readonly (string | undefined)[] = ['publish', 'release'];

/** Of those that are ticked still, in whichever table this stands. */
const TickedFaults = (props: BulkProps) => {
  const ticked = useTable('AttuneTicked', ({ selectedRows }) => selectedRows);
  const isTicked = ({ documentId }: StoredEntry) =>
    ticked.some((row) => 'documentId' in row && row.documentId === documentId);
  return <StoredFaults {...props} isMeant={isTicked} />;
};

/** Before the content; inside its table where it has one of its own, which tells what is ticked there. */
const before = (content: ReactNode, warning: ReactNode): ReactNode =>
  isValidElement<{ readonly children?: ReactNode }>(content) && content.type === Table.Root ? (
    cloneElement(content, {}, warning, content.props.children)
  ) : (
    <>
      {warning}
      {content}
    </>
  );

/**
 * Where the action publishes what was ticked in a list, its dialog says first what of these entries reaches nobody.
 * Which action that is it says itself, when it is asked.
 */
export const withBulkWarning = (action: BulkAction): BulkAction => {
  const Warned: BulkAction = (props) => {
    const described = action(props);
    const content = described?.dialog?.content;
    if (!PUBLISHING.includes(described?.actionType) || typeof content !== 'function') return described;
    return {
      ...described,
      dialog: {
        ...described!.dialog!,
        content: (modal: ModalProps) => before(content(modal), <TickedFaults {...props} />),
      },
    };
  };
  return Object.assign(Warned, { type: action.type });
};
