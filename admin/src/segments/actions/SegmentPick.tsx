import { Combobox, ComboboxOption, Field } from '@strapi/design-system';

import { segmentsEndpoints, type ShownSegment } from '../../../../plugin/src/segments/endpoints';
import { useEndpoint } from '../../shared/useEndpoint';
import { useText } from '../../shared/useText';

interface SegmentPickProps {
  readonly label: string;
  readonly value: ShownSegment | undefined;
  /** By id; not offered. */
  readonly except: string;
  readonly error: string | undefined;
  readonly onChange: (segment: ShownSegment | undefined) => void;
}

const ALL = { pageSize: 100 };

/** Another segment, by its name. */
export const SegmentPick = ({ label, value, except, error, onChange }: SegmentPickProps) => {
  const text = useText();
  const { answer } = useEndpoint(segmentsEndpoints.list, ALL);
  const offered = answer?.data.filter(({ id }) => id !== except) ?? [];
  return (
    <Field.Root required error={error}>
      <Field.Label>{label}</Field.Label>
      <Combobox
        placeholder={label}
        value={value?.id ?? ''}
        noOptionsMessage={() => text('segments.none')}
        onChange={(id) => onChange(offered.find((segment) => segment.id === id))}
        onClear={() => onChange(undefined)}
      >
        {offered.map(({ id, name }) => (
          <ComboboxOption key={id} value={id}>
            {name}
          </ComboboxOption>
        ))}
      </Combobox>
      <Field.Error />
    </Field.Root>
  );
};
