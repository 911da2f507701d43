import { useState, type FormEvent } from 'react';

import { Button, Field, Flex, Modal, TextInput } from '@strapi/design-system';
import { useNavigate } from 'react-router-dom';

import { segmentsEndpoints } from '../../../../plugin/src/segments/endpoints';
import { pathTo } from '../../shared/paths';
import { Trouble } from '../../shared/Trouble';
import { useAction } from '../../shared/useAction';
import { useNotice } from '../../shared/useNotice';
import { useText } from '../../shared/useText';
import { useUpload } from '../../shared/useUpload';
import { CsvField } from './CsvField';

/** Makes a list of people who are put in by hand, from a file at once or later. */
export const NewListModal = ({ onClose }: { readonly onClose: () => void }) => {
  const text = useText();
  const navigate = useNavigate();
  const notice = useNotice();
  const [name, setName] = useState('');
  const [file, setFile] = useState<File>();
  const create = useAction(segmentsEndpoints.create);
  const send = useUpload(segmentsEndpoints.import);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const made = await create.run({ name, kind: 'static' });
    if (!made.ok) return;
    const { id } = made.answer.data;
    if (file) {
      // The list stands even if its file does not arrive: it can be sent again from there.
      const sent = await send.run({ id }, file);
      if (!sent.ok) notice.failed(sent.problem);
    }
    navigate(`${pathTo('segments', id)}?tab=people`);
  };
  return (
    <Modal.Root open onOpenChange={(open) => !open && onClose()}>
      <Modal.Content>
        <Modal.Header closeLabel={text('close')}>
          <Modal.Title>{text('segments.new.list')}</Modal.Title>
        </Modal.Header>
        <form onSubmit={submit}>
          <Modal.Body>
            <Flex direction="column" alignItems="stretch" gap={5}>
              {create.problem && <Trouble problem={create.problem} onClose={create.forget} />}
              <Field.Root name="name" required hint={text('segments.list.name.hint')}>
                <Field.Label>{text('name.label')}</Field.Label>
                <TextInput
                  value={name}
                  maxLength={120}
                  onChange={(event: { target: { value: string } }) => setName(event.target.value)}
                />
                <Field.Hint />
              </Field.Root>
              <CsvField file={file} onChoose={setFile} />
            </Flex>
          </Modal.Body>
          <Modal.Footer>
            <Button variant="tertiary" onClick={onClose}>
              {text('cancel')}
            </Button>
            <Button type="submit" loading={create.running || send.running} disabled={name.trim() === ''}>
              {text('segments.list.create')}
            </Button>
          </Modal.Footer>
        </form>
      </Modal.Content>
    </Modal.Root>
  );
};
