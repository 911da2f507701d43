import { Box, DateTimePicker, Field, Flex, SingleSelect, SingleSelectOption } from '@strapi/design-system';

import { DEVICES, type PreviewDevice } from '../../../plugin/src/content/preview.schema';
import { PersonPicker } from '../shared/PersonPicker';
import { useMay } from '../shared/useMay';
import { useText } from '../shared/useText';
import type { AudienceNames } from './useAudienceNames';
import type { ChosenView } from './view';
import { ViewSegments } from './ViewSegments';

interface ViewAsProps {
  readonly view: ChosenView;
  /** Keys of the conditions that blocks of this page were given. */
  readonly conditions: readonly string[];
  readonly names: AudienceNames;
  readonly onChange: (view: ChosenView) => void;
}

/** Through whose eyes the page is looked at, on what, and when. */
export const ViewAs = ({ view, conditions, names, onChange }: ViewAsProps) => {
  const text = useText();
  const maySeePeople = useMay('people.read');
  const kinds: readonly ChosenView['who'][] = [
    'nobody',
    'stranger',
    ...(names.may ? (['segments'] as const) : []),
    ...(maySeePeople ? (['person'] as const) : []),
  ];
  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      <Field.Root>
        <Field.Label>{text('content.view')}</Field.Label>
        <SingleSelect
          size="S"
          value={view.who}
          onChange={(who) => onChange({ ...view, who: String(who) as ChosenView['who'] })}
        >
          {kinds.map((kind) => (
            <SingleSelectOption key={kind} value={kind}>
              {text(`content.view.${kind}`)}
            </SingleSelectOption>
          ))}
        </SingleSelect>
      </Field.Root>
      {view.who === 'segments' && (
        <ViewSegments
          chosen={view.segments}
          conditions={conditions}
          names={names}
          onChange={(segments) => onChange({ ...view, segments })}
        />
      )}
      {view.who === 'person' && (
        <PersonPicker
          label={text('content.view.who')}
          placeholder={text('content.view.who.short')}
          value={view.profileId}
          onChange={(profileId) => onChange({ ...view, profileId })}
        />
      )}
      {view.who !== 'nobody' && (
        <>
          <SingleSelect
            size="S"
            aria-label={text('content.view.device')}
            placeholder={text('content.view.device')}
            value={view.device ?? ''}
            onClear={() => onChange({ ...view, device: undefined })}
            onChange={(device) => onChange({ ...view, device: (device || undefined) as PreviewDevice })}
          >
            {DEVICES.map((device) => (
              <SingleSelectOption key={device} value={device}>
                {text(`content.view.device.${device}`)}
              </SingleSelectOption>
            ))}
          </SingleSelect>
          <Field.Root>
            <Field.Label>{text('content.view.at')}</Field.Label>
            <Box>
              <DateTimePicker
                size="S"
                value={view.at === undefined ? undefined : new Date(view.at)}
                dateLabel={text('content.view.at')}
                timeLabel={text('content.view.at.time')}
                clearLabel={text('content.date.clear')}
                minDate={new Date()}
                step={15}
                onChange={(date) => onChange({ ...view, at: date?.getTime() })}
                onClear={() => onChange({ ...view, at: undefined })}
              />
            </Box>
          </Field.Root>
        </>
      )}
    </Flex>
  );
};
