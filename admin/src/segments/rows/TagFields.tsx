import type { TagCondition } from '../../../../plugin/src/conditions/condition';
import { profilesEndpoints } from '../../../../plugin/src/profiles/endpoints';
import { useEndpoint } from '../../shared/useEndpoint';
import { useText } from '../../shared/useText';
import { NamePicker } from './NamePicker';
import type { FieldsProps } from './row-of';
import { Words } from './Words';

/** [is tagged] [wholesale] */
export const TagFields = ({ leaf, onChange }: FieldsProps<TagCondition>) => {
  const text = useText();
  const known = useEndpoint(profilesEndpoints.tags, {});
  const names =
    known.answer?.data.map(({ tag, count }) => ({ name: tag, seen: { what: 'tag', count } as const })) ?? [];
  return (
    <>
      <Words>{text('builder.tag.words')}</Words>
      <NamePicker
        label={text('segments.tag')}
        value={leaf.name}
        names={names}
        onChange={(name) => onChange({ ...leaf, name })}
      />
    </>
  );
};
