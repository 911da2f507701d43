import { Field, Grid, TextInput } from '@strapi/design-system';

import type { ShownSegment } from '../../../plugin/src/segments/endpoints';
import { Panel } from '../shared/Panel';
import { useText } from '../shared/useText';
import type { useSegmentForm } from './useSegmentForm';

interface SegmentNamesProps {
  readonly form: Pick<
    ReturnType<typeof useSegmentForm>,
    'name' | 'setName' | 'description' | 'setDescription'
  >;
  readonly segment: ShownSegment | undefined;
  readonly disabled: boolean;
}

export const SegmentNames = ({ form, segment, disabled }: SegmentNamesProps) => {
  const text = useText();
  return (
    <Panel>
      <Grid.Root gap={4}>
        <Grid.Item col={6} xs={12} direction="column" alignItems="stretch">
          <Field.Root
            name="name"
            required
            hint={segment ? text('segments.key', { key: segment.key }) : text('segments.name.hint')}
          >
            <Field.Label>{text('name.label')}</Field.Label>
            <TextInput
              value={form.name}
              maxLength={120}
              disabled={disabled}
              onChange={(event: { target: { value: string } }) => form.setName(event.target.value)}
            />
            <Field.Hint />
          </Field.Root>
        </Grid.Item>
        <Grid.Item col={6} xs={12} direction="column" alignItems="stretch">
          <Field.Root name="description">
            <Field.Label>{text('description')}</Field.Label>
            <TextInput
              value={form.description}
              maxLength={1000}
              disabled={disabled}
              onChange={(event: { target: { value: string } }) => form.setDescription(event.target.value)}
            />
          </Field.Root>
        </Grid.Item>
      </Grid.Root>
    </Panel>
  );
};
