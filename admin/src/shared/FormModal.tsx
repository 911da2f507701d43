import { useId, type FormEvent, type ReactNode } from 'react';

import { Button, Flex, Modal } from '@strapi/design-system';

import type { Problem } from './problem';
import { Trouble } from './Trouble';
import { useText } from './useText';

interface FormModalProps {
  readonly title: string;
  readonly problem: Problem | undefined;
  readonly submitLabel: string;
  readonly running: boolean;
  /** Other ways on, beside the one that the form is for. */
  readonly others?: ReactNode;
  /** The problem has been read. */
  readonly onForget?: () => void;
  readonly onSubmit: () => Promise<void>;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** Asks for what something is made of, and keeps what was typed when it cannot be made. */
export const FormModal = (props: FormModalProps) => {
  const { title, problem, submitLabel, running, others, onForget, onSubmit, onClose, children } = props;
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
              {problem && <Trouble problem={problem} onClose={onForget} />}
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
