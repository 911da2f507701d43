import type { ReactNode } from 'react';

import { Modal } from '@strapi/design-system';
import { styled } from 'styled-components';

import { useText } from './useText';

interface SideSheetProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly footer: ReactNode;
}

const Sheet = styled(Modal.Content)`
  top: 0;
  left: auto;
  right: 0;
  width: min(72rem, 100vw);
  max-width: none;
  height: 100vh;
  max-height: none;
  margin: 0;
  transform: none;
  border-radius: 0;

  &[data-state='open'],
  &[data-state='closed'] {
    animation: none;
  }

  > *:nth-child(2) {
    flex: 1;
    overflow: auto;
  }

  > footer {
    flex: none;
  }
`;

/** A form beside the page one came from, which stays as it is behind it. */
export const SideSheet = ({ title, onClose, children, footer }: SideSheetProps) => {
  const text = useText();
  return (
    <Modal.Root open onOpenChange={(open) => !open && onClose()}>
      {/* What is typed and pressed here is none of the form's behind it, of which React thinks it a part. */}
      <Sheet onKeyDown={(event) => event.key !== 'Escape' && event.stopPropagation()}>
        <Modal.Header closeLabel={text('close')}>
          <Modal.Title>{title}</Modal.Title>
        </Modal.Header>
        <Modal.Body>{children}</Modal.Body>
        <Modal.Footer>{footer}</Modal.Footer>
      </Sheet>
    </Modal.Root>
  );
};
