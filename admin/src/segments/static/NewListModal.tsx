import { useState } from 'react';

import { Typography } from '@strapi/design-system';
import { useNavigate } from 'react-router-dom';

import { segmentsEndpoints } from '../../../../plugin/src/segments/endpoints';
import { FormModal } from '../../shared/FormModal';
import { pathTo } from '../../shared/paths';
import { useAction } from '../../shared/useAction';
import { useLacks } from '../../shared/useLacks';
import { useMay } from '../../shared/useMay';
import { useNotice } from '../../shared/useNotice';
import { useText } from '../../shared/useText';
import { useUpload } from '../../shared/useUpload';
import { TextField } from '../../shared/TextField';
import { CsvField } from './CsvField';

/** Makes a list of people who are put in by hand, from a file at once or later. */
export const NewListModal = ({ onClose }: { readonly onClose: () => void }) => {
  const text = useText();
  const navigate = useNavigate();
  const notice = useNotice();
  const [name, setName] = useState('');
  const [file, setFile] = useState<File>();
  const mayImport = useMay('people.import');
  const create = useAction(segmentsEndpoints.create);
  const send = useUpload(segmentsEndpoints.import);
  const { said, isWhole } = useLacks({ name: name.trim() === '' && text('required') });
  const submit = async () => {
    if (!isWhole()) return;
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
    <FormModal
      title={text(mayImport ? 'segments.new.list' : 'segments.new.list.by-hand')}
      doing={{ ...create, running: create.running || send.running }}
      submitLabel={text('segments.list.create')}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextField
        name="name"
        label={text('name.label')}
        value={name}
        required
        error={said('name')}
        hint={text('segments.list.name.hint')}
        maxLength={120}
        onChange={setName}
      />
      {mayImport ? (
        <CsvField file={file} onChoose={setFile} />
      ) : (
        <Typography textColor="neutral600">{text('segments.list.may-not-import')}</Typography>
      )}
    </FormModal>
  );
};
