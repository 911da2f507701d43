import { Field, Link, MultiSelect, MultiSelectOption, Typography } from '@strapi/design-system';
import { NavLink } from 'react-router-dom';

import { pathTo } from '../shared/paths';
import { useMay } from '../shared/useMay';
import { useText } from '../shared/useText';
import type { SegmentNames } from './useSegmentNames';

interface SegmentPickerProps {
  readonly names: SegmentNames;
  readonly chosen: readonly string[];
  readonly disabled: boolean;
  readonly onChange: (segments: readonly string[]) => void;
}

/** The segments as chips. One that no longer exists stays in the list until somebody takes it out. */
export const SegmentPicker = ({ names, chosen, disabled, onChange }: SegmentPickerProps) => {
  const text = useText();
  const mayMake = useMay('segments.update');
  const { segments, loaded, may, nameOf, isUnknown } = names;
  if (!may) {
    return (
      <Typography textColor="neutral600">
        {text('content.may-not-see', { names: chosen.join(', ') || text('content.no-segment') })}
      </Typography>
    );
  }
  const make = mayMake && (
    <Link tag={NavLink} to={pathTo('segments', 'new')} target="_blank">
      {text('content.make')}
    </Link>
  );
  if (loaded && segments.length === 0 && chosen.length === 0) {
    return (
      <>
        <Typography textColor="neutral600">{text('content.none')}</Typography>
        {make}
      </>
    );
  }
  const missing = chosen.filter((key) => !segments.some((segment) => segment.key === key));
  const unknown = chosen.filter(isUnknown);
  return (
    <Field.Root
      name="segments"
      error={unknown.length > 0 ? text('content.unknown', { names: unknown.join(', ') }) : undefined}
    >
      <Field.Label>{text('content.segments')}</Field.Label>
      <MultiSelect
        withTags
        disabled={disabled || !loaded}
        placeholder={text('content.choose')}
        value={[...chosen]}
        onChange={(keys: string[]) => onChange(keys)}
      >
        {segments.map(({ key, name }) => (
          <MultiSelectOption key={key} value={key}>
            {name}
          </MultiSelectOption>
        ))}
        {missing.map((key) => (
          <MultiSelectOption key={key} value={key}>
            {nameOf(key)}
          </MultiSelectOption>
        ))}
      </MultiSelect>
      <Field.Error />
      {make}
    </Field.Root>
  );
};
