import { useState } from 'react';

import { Badge, Box, Field, Flex, TextButton, TextInput, Typography } from '@strapi/design-system';

import type { ShownSegment } from '../../../../plugin/src/segments/endpoints';
import { Panel } from '../../shared/Panel';
import { useText } from '../../shared/useText';
import type { Notes } from '../notes';
import { NoteFields } from './NoteFields';
import { UsedLine } from './UsedLine';

interface SegmentNotesProps {
  readonly notes: Notes;
  readonly nameFault: string | undefined;
  readonly onWrite: (some: Partial<Notes>) => void;
  readonly segment: ShownSegment | undefined;
  readonly disabled: boolean;
}

/** Name, key and where it is used; what it is for, whose it is and where it lies, one click away. */
export const SegmentNotes = ({ notes, nameFault, onWrite, segment, disabled }: SegmentNotesProps) => {
  const text = useText();
  const [open, setOpen] = useState(false);
  const { name, purpose, owner, folder, tags } = notes;
  const known = [
    segment && text('segments.key', { key: segment.key }),
    owner && text('segments.owner.is', { owner }),
    folder && text('segments.folder.is', { folder }),
  ].filter(Boolean);
  return (
    <Panel>
      <Flex gap={5} alignItems="flex-start">
        <Box flex="1" maxWidth="44rem">
          <Field.Root
            name="name"
            required
            error={nameFault}
            hint={segment ? undefined : text('segments.name.hint')}
          >
            <Field.Label>{text('name.label')}</Field.Label>
            <TextInput
              value={name}
              maxLength={120}
              disabled={disabled}
              onChange={(event: { target: { value: string } }) => onWrite({ name: event.target.value })}
            />
            <Field.Hint />
            <Field.Error />
          </Field.Root>
        </Box>
        <Flex flex="1" direction="column" alignItems="flex-start" gap={1} minWidth={0}>
          {purpose && <Typography>{text('segments.purpose.is', { purpose })}</Typography>}
          {known.length > 0 && (
            <Typography variant="pi" textColor="neutral600">
              {known.join(' · ')}
            </Typography>
          )}
          {tags.length > 0 && (
            <Flex gap={1} wrap="wrap">
              {tags.map((tag) => (
                <Badge key={tag} size="S">
                  {tag}
                </Badge>
              ))}
            </Flex>
          )}
          {segment && <UsedLine segment={segment} />}
          {!disabled && (
            <TextButton aria-expanded={open} onClick={() => setOpen(!open)}>
              {text(open ? 'segments.notes.hide' : 'segments.notes.show')}
            </TextButton>
          )}
        </Flex>
      </Flex>
      {open && !disabled && (
        <Box paddingTop={4}>
          <NoteFields notes={notes} onWrite={onWrite} />
        </Box>
      )}
    </Panel>
  );
};
