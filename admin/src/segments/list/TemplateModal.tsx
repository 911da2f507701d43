import { Button, Modal } from '@strapi/design-system';

import { useText } from '../../shared/useText';
import { TemplateList } from './TemplateList';

/** Ready segments to start from. */
export const TemplateModal = ({ onClose }: { readonly onClose: () => void }) => {
  const text = useText();
  return (
    <Modal.Root open onOpenChange={(open) => !open && onClose()}>
      <Modal.Content>
        <Modal.Header closeLabel={text('close')}>
          <Modal.Title>{text('segments.new.template')}</Modal.Title>
        </Modal.Header>
        <Modal.Body>
          <TemplateList />
        </Modal.Body>
        <Modal.Footer>
          <Button variant="tertiary" onClick={onClose}>
            {text('cancel')}
          </Button>
        </Modal.Footer>
      </Modal.Content>
    </Modal.Root>
  );
};
