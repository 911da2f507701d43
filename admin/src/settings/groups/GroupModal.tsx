import { useMemo, useState } from 'react';

import { Box, Field, Radio, Textarea, Typography } from '@strapi/design-system';

import {
  MOST_GROUP_VALUES,
  segmentsEndpoints,
  type WholeGroup,
} from '../../../../plugin/src/segments/endpoints';
import { Places } from '../../segments/actions/Places';
import { FormModal } from '../../shared/FormModal';
import { useAction } from '../../shared/useAction';
import { useLacks } from '../../shared/useLacks';
import { useNotice } from '../../shared/useNotice';
import { useText } from '../../shared/useText';
import { TextField } from '../../shared/TextField';
import { kindOf, readValues, writeValues, type ValueKind } from './group-values';

interface GroupModalProps {
  /** Left out for a new one. */
  readonly saved?: WholeGroup;
  readonly onClose: () => void;
  readonly onSaved: () => void;
}

/** Name and values, a line each; a column of a table can be pasted as it is. */
export const GroupModal = ({ saved, onClose, onSaved }: GroupModalProps) => {
  const text = useText();
  const { done } = useNotice();
  const create = useAction(segmentsEndpoints.createGroup);
  const update = useAction(segmentsEndpoints.updateGroup);
  const [name, setName] = useState(saved?.name ?? '');
  const [kind, setKind] = useState<ValueKind>(kindOf(saved?.values ?? []));
  const [typed, setTyped] = useState(() => writeValues(saved?.values ?? []));
  const { values, wrong } = useMemo(() => readValues(typed, kind, saved?.values), [typed, kind, saved]);
  const tooMany = values.length > MOST_GROUP_VALUES;
  const { said, isWhole } = useLacks({
    name: name.trim() === '' && text('required'),
    values:
      (wrong.length > 0 && text('settings.groups.values.wrong', { value: wrong[0] })) ||
      (tooMany && text('settings.groups.values.many', { most: MOST_GROUP_VALUES })),
  });
  const submit = async () => {
    if (!isWhole()) return;
    const given = { name, values: [...values] };
    const outcome = await (saved ? update.run({ key: saved.key, ...given }) : create.run(given));
    if (!outcome.ok) return;
    done(text('settings.groups.saved', { name, used: saved?.places.length ?? 0 }));
    onSaved();
    onClose();
  };
  return (
    <FormModal
      title={saved ? text('settings.groups.edit.of', { name: saved.name }) : text('settings.groups.new')}
      doing={saved ? update : create}
      submitLabel={text('save')}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextField
        name="name"
        label={text('name.label')}
        value={name}
        required
        error={said('name')}
        maxLength={120}
        onChange={setName}
      />
      <Field.Root name="kind" hint={text('settings.groups.kind.hint')}>
        <Field.Label>{text('settings.groups.kind')}</Field.Label>
        <Radio.Group value={kind} onValueChange={(chosen) => setKind(chosen as ValueKind)}>
          <Radio.Item value="text">{text('settings.groups.kind.text')}</Radio.Item>
          <Radio.Item value="number">{text('settings.groups.kind.number')}</Radio.Item>
        </Radio.Group>
        <Field.Hint />
      </Field.Root>
      <Field.Root name="values" error={said('values')} hint={text('settings.groups.values.hint')}>
        <Field.Label>{text('settings.groups.values')}</Field.Label>
        <Textarea
          value={typed}
          rows={10}
          onChange={(event: { target: { value: string } }) => setTyped(event.target.value)}
        />
        <Field.Hint />
        <Field.Error />
      </Field.Root>
      <Typography variant="pi" textColor="neutral600">
        {text('settings.groups.count', { count: values.length })}
      </Typography>
      {saved && (
        <Box>
          <Typography tag="p" fontWeight="bold">
            {text('settings.groups.used', { count: saved.places.length })}
          </Typography>
          <Places places={saved.places} apart />
        </Box>
      )}
    </FormModal>
  );
};
