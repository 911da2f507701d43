import { useState, type FormEvent } from 'react';

import { Button, Flex, TextInput, Typography } from '@strapi/design-system';

import { profilesEndpoints } from '../../../plugin/src/profiles/endpoints';
import { Chip } from '../shared/Chip';
import { useAction } from '../shared/useAction';
import { useEndpoint } from '../shared/useEndpoint';
import { useMay } from '../shared/useMay';
import { useNotice } from '../shared/useNotice';
import { useText } from '../shared/useText';

interface PersonTagsProps {
  readonly id: string;
  readonly tags: readonly string[];
}

const KNOWN = 'attune-known-tags';

/** Words that people put on this person; tags in use are offered while typing. */
export const PersonTags = ({ id, tags: before }: PersonTagsProps) => {
  const text = useText();
  const notice = useNotice();
  const mayTag = useMay('people.tag');
  const [tags, setTags] = useState(before);
  const [typed, setTyped] = useState('');
  const known = useEndpoint(profilesEndpoints.tags, mayTag ? {} : null);
  const put = useAction(profilesEndpoints.addTag);
  const take = useAction(profilesEndpoints.removeTag);
  const add = async (event: FormEvent) => {
    event.preventDefault();
    const outcome = await put.run({ id, tag: typed });
    if (!outcome.ok) return notice.failed(outcome.problem);
    setTags(outcome.answer.data.tags);
    setTyped('');
  };
  const remove = async (tag: string) => {
    const outcome = await take.run({ id, tag });
    if (!outcome.ok) return notice.failed(outcome.problem);
    setTags(outcome.answer.data.tags);
  };
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      {tags.length === 0 ? (
        <Typography textColor="neutral600">{text('people.tags.none')}</Typography>
      ) : (
        <Flex gap={2} wrap="wrap" aria-live="polite">
          {tags.map((tag) => (
            <Chip
              key={tag}
              label={text('people.tags.remove', { tag })}
              disabled={!mayTag || take.running}
              onRemove={() => remove(tag)}
            >
              {tag}
            </Chip>
          ))}
        </Flex>
      )}
      {mayTag && (
        <form onSubmit={add}>
          <Flex gap={2}>
            <TextInput
              size="S"
              aria-label={text('people.tags.new')}
              placeholder={text('people.tags.new')}
              list={KNOWN}
              value={typed}
              maxLength={120}
              onChange={(event: { target: { value: string } }) => setTyped(event.target.value)}
            />
            <Button
              type="submit"
              size="S"
              variant="secondary"
              loading={put.running}
              disabled={typed.trim() === ''}
            >
              {text('people.tags.add')}
            </Button>
          </Flex>
          <datalist id={KNOWN}>
            {known.answer?.data.map(({ tag }) => (
              <option key={tag} value={tag} />
            ))}
          </datalist>
        </form>
      )}
    </Flex>
  );
};
