import { useState } from 'react';

import { Box, Field, Radio, Typography } from '@strapi/design-system';
import { useNavigate } from 'react-router-dom';

import { segmentsEndpoints, type ShownSegment } from '../../../../plugin/src/segments/endpoints';
import { FormModal } from '../../shared/FormModal';
import { pathTo } from '../../shared/paths';
import { useAction } from '../../shared/useAction';
import { useEndpoint } from '../../shared/useEndpoint';
import { useLacks } from '../../shared/useLacks';
import { useNotice } from '../../shared/useNotice';
import { useText } from '../../shared/useText';
import { TextField } from '../../shared/TextField';
import { Places } from './Places';
import { SegmentPick } from './SegmentPick';

interface MergeModalProps {
  readonly segment: ShownSegment;
  readonly other?: ShownSegment;
  /** With what came of it, as it is stored now. */
  readonly onMerged?: (segment: ShownSegment) => void;
  readonly onClose: () => void;
}

/** Makes one of two segments: a new one, or the first takes the second in. Names what is led elsewhere. */
export const MergeModal = ({ segment, other, onMerged, onClose }: MergeModalProps) => {
  const text = useText();
  const notice = useNotice();
  const navigate = useNavigate();
  const [second, setSecond] = useState(other);
  const [how, setHow] = useState<'any' | 'all'>('any');
  const [into, setInto] = useState<'new' | 'first'>('new');
  const [name, setName] = useState('');
  const merge = useAction(segmentsEndpoints.merge);
  const usage = useEndpoint(segmentsEndpoints.usage, second ? { id: second.id } : null);
  const places = second ? (usage.answer?.data ?? []) : [];
  const { said, isWhole } = useLacks({
    second: second === undefined && text('required'),
    name: into === 'new' && name.trim() === '' && text('required'),
  });
  const submit = async () => {
    if (!isWhole() || !second) return;
    const named = into === 'new' ? { into: { name } } : {};
    const outcome = await merge.run({ a: segment.id, b: second.id, how, ...named });
    if (!outcome.ok) return;
    const { data, left, removed } = outcome.answer;
    const words =
      into === 'new' ? 'segments.merge.made' : removed ? 'segments.merge.took' : 'segments.merge.left';
    notice.done(text(words, { name: data.name, other: second.name, count: left.length }));
    onMerged?.(data);
    onClose();
    navigate(pathTo('segments', data.id));
  };
  return (
    <FormModal
      title={text('segments.merge.title', { name: segment.name })}
      doing={merge}
      submitLabel={text('segments.merge')}
      onSubmit={submit}
      onClose={onClose}
    >
      <SegmentPick
        label={text('segments.merge.with')}
        value={second}
        except={segment.id}
        error={said('second')}
        onChange={setSecond}
      />
      <Field.Root>
        <Field.Label>{text('segments.merge.how')}</Field.Label>
        <Radio.Group value={how} onValueChange={(value) => setHow(value === 'all' ? 'all' : 'any')}>
          <Radio.Item value="any">{text('segments.merge.any')}</Radio.Item>
          <Radio.Item value="all">{text('segments.merge.all')}</Radio.Item>
        </Radio.Group>
      </Field.Root>
      <Field.Root>
        <Field.Label>{text('segments.merge.into')}</Field.Label>
        <Radio.Group value={into} onValueChange={(value) => setInto(value === 'new' ? 'new' : 'first')}>
          <Radio.Item value="new">{text('segments.merge.new')}</Radio.Item>
          <Radio.Item value="first">{text('segments.merge.first', { name: segment.name })}</Radio.Item>
        </Radio.Group>
      </Field.Root>
      {into === 'new' ? (
        <TextField
          name="name"
          label={text('segments.merge.name')}
          value={name}
          required
          error={said('name')}
          maxLength={120}
          onChange={setName}
        />
      ) : (
        second && (
          <Box background="warning100" hasRadius padding={4}>
            <Typography tag="p" paddingBottom={2}>
              {text('segments.merge.touches', {
                other: second.name,
                name: segment.name,
                count: places.length,
              })}
            </Typography>
            <Places places={places} />
          </Box>
        )
      )}
    </FormModal>
  );
};
