import { useState } from 'react';

import { Combobox, ComboboxOption, Field, Grid, TextInput } from '@strapi/design-system';

import { segmentsEndpoints } from '../../../../plugin/src/segments/endpoints';
import { useEndpoint } from '../../shared/useEndpoint';
import { useText, type TextKey } from '../../shared/useText';
import { tagsIn, type Notes } from '../notes';

interface NoteFieldsProps {
  readonly notes: Notes;
  readonly onWrite: (some: Partial<Notes>) => void;
}

const LONGEST = { description: 1_000, purpose: 500, owner: 120 } as const;

/** Purpose, owner, folder and tags, below one another as they are seldom changed. */
export const NoteFields = ({ notes, onWrite }: NoteFieldsProps) => {
  const text = useText();
  const shelves = useEndpoint(segmentsEndpoints.folders, {});
  const [tags, setTags] = useState(notes.tags.join(', '));
  const folders = shelves.answer?.data.folders.map(({ path }) => path) ?? [];
  const offered =
    notes.folder === '' || folders.includes(notes.folder) ? folders : [notes.folder, ...folders];
  return (
    <Grid.Root gap={4}>
      {(['description', 'purpose', 'owner'] as const).map((name) => (
        <Grid.Item key={name} col={name === 'owner' ? 4 : 6} xs={12} direction="column" alignItems="stretch">
          <Field.Root name={name} hint={text(`segments.${name}.hint` as TextKey)}>
            <Field.Label>{text(`segments.${name}` as TextKey)}</Field.Label>
            <TextInput
              value={notes[name]}
              maxLength={LONGEST[name]}
              onChange={(event: { target: { value: string } }) => onWrite({ [name]: event.target.value })}
            />
            <Field.Hint />
          </Field.Root>
        </Grid.Item>
      ))}
      <Grid.Item col={4} xs={12} direction="column" alignItems="stretch">
        <Field.Root name="folder" hint={text('segments.folder.hint')}>
          <Field.Label>{text('segments.folder')}</Field.Label>
          <Combobox
            creatable
            value={notes.folder}
            placeholder={text('segments.folder.none')}
            createMessage={(typed) => text('builder.use', { name: typed })}
            onCreateOption={(folder) => folder && onWrite({ folder: folder.trim() })}
            onChange={(folder) => onWrite({ folder: folder ?? '' })}
            onClear={() => onWrite({ folder: '' })}
            clearLabel={text('segments.folder.none')}
          >
            {offered.map((path) => (
              <ComboboxOption key={path} value={path}>
                {path}
              </ComboboxOption>
            ))}
          </Combobox>
          <Field.Hint />
        </Field.Root>
      </Grid.Item>
      <Grid.Item col={4} xs={12} direction="column" alignItems="stretch">
        <Field.Root name="tags" hint={text('segments.tags.hint')}>
          <Field.Label>{text('segments.tags')}</Field.Label>
          <TextInput
            value={tags}
            maxLength={1_000}
            onChange={(event: { target: { value: string } }) => {
              setTags(event.target.value);
              onWrite({ tags: tagsIn(event.target.value) });
            }}
          />
          <Field.Hint />
        </Field.Root>
      </Grid.Item>
    </Grid.Root>
  );
};
