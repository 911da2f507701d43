import { useId, type FormEvent, type ReactNode } from 'react';

import { Button, Flex, Modal } from '@strapi/design-system';

import { Trouble } from './Trouble';
import type { Doing } from './useAction';
import { useText } from './useText';

interface FormModalProps {
  readonly title: string;
  /** What the form does: the button waits for it, and what went wrong stands above the fields. */
  readonly doing: Doing;
  readonly submitLabel: string;
  /** Other ways on, beside the one that the form is for. */
  readonly others?: ReactNode;
  readonly onSubmit: () => Promise<void>;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** Asks for what something is made of, and keeps what was typed when it cannot be made. */
export const FormModal = (props: FormModalProps) => {
  const { title, doing, submitLabel, others, onSubmit, onClose, children } = props;
  const { problem, running, forget } = doing;
  const text = useText();
  const form = useId();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!running) void onSubmit();
  };
  return (
    <Modal.Root open onOpenChange={(open) => !open && onClose()}>
      <Modal.Content>
        <Modal.Header closeLabel={text('close')}>
          <Modal.Title>{title}</Modal.Title>
        </Modal.Header>
        <Modal.Body>
          <form id={form} onSubmit={submit}>
            <Flex direction="column" alignItems="stretch" gap={5}>
              {problem && <Trouble problem={problem} onClose={forget} />}
              {children}
            </Flex>
          </form>
        </Modal.Body>
        <Modal.Footer>
          <Button variant="tertiary" onClick={onClose}>
            {text('cancel')}
          </Button>
          {others}
          <Button type="submit" form={form} loading={running}>
            {submitLabel}
          </Button>
        </Modal.Footer>
      </Modal.Content>
    </Modal.Root>
  );
};
