import { useState } from 'react';

import { Button, Flex } from '@strapi/design-system';
import { Check } from '@strapi/icons';
import { useIntl } from 'react-intl';

import type { Vocabulary } from '../../../plugin/src/conditions/endpoints';
import {
  segmentsEndpoints,
  type SegmentTemplate,
  type ShownSegment,
} from '../../../plugin/src/segments/endpoints';
import { LeaveQuestion } from '../shared/LeaveQuestion';
import { pathTo } from '../shared/paths';
import { Screen } from '../shared/Screen';
import { Trouble } from '../shared/Trouble';
import { useEndpoint } from '../shared/useEndpoint';
import { useLacks } from '../shared/useLacks';
import { useMay } from '../shared/useMay';
import { useText } from '../shared/useText';
import { useWhenChanged } from '../shared/useWhenChanged';
import { HealthBadge } from './health/HealthBadge';
import { MoreActions } from './screen/MoreActions';
import { SegmentNotes } from './screen/SegmentNotes';
import { SegmentTabs } from './screen/SegmentTabs';
import { SegmentKind } from './SegmentKind';
import { SizePanel } from './SizePanel';
import { useConditionLacks } from './useConditionLacks';
import { useSegmentForm } from './useSegmentForm';
import { useSegmentPreview } from './useSegmentPreview';

interface SegmentFormProps {
  readonly vocabulary: Vocabulary;
  readonly segment?: ShownSegment;
  /** What a new one starts from. */
  readonly template?: SegmentTemplate;
}

/** The size, the progress of a judgement and the health move while one looks. */
const EVERY = 3_000;
const WEEK_MS = 7 * 86_400_000;

/** Left what is known of a segment, right how many it holds. */
export const SegmentForm = ({ vocabulary, segment, template }: SegmentFormProps) => {
  const text = useText();
  const intl = useIntl();
  const form = useSegmentForm(segment, template);
  const mayChange = useMay('segments.update');
  const live = useEndpoint(segmentsEndpoints.get, segment ? { id: segment.id } : null, { every: EVERY });
  const now = live.answer?.data ?? segment;
  const preview = useSegmentPreview(form.tree.root);
  const [asked, setAsked] = useState(false);
  const { said, isWhole } = useLacks({
    name: form.notes.name.trim() === '' && text('required'),
    condition: useConditionLacks(form.tree.root, true),
  });
  const change = now ? now.entered - now.left : 0;
  const isNew = now !== undefined && Date.now() - now.createdAt < WEEK_MS;
  const isCounting = isNew && now.bulk !== null && now.size === 0;
  const answer = now
    ? text(`segments.answer${isCounting ? '.counting' : isNew ? '.new' : ''}`, {
        size: now.size,
        change: intl.formatNumber(Math.abs(change)),
        way: change > 0 ? 'more' : change < 0 ? 'fewer' : 'same',
      })
    : text('segments.editor.subtitle');
  // Who is in a list is not seen from its condition.
  useWhenChanged(now && now.kind !== 'live' ? now.size : undefined, preview.reload);
  const adopt = (stored: ShownSegment) => {
    form.adopt(stored);
    live.reload();
  };
  const save = async () => {
    if (!isWhole()) return;
    setAsked(true);
    await form.save();
    setAsked(false);
    live.reload();
  };
  return (
    <Screen
      title={form.notes.name || text('segments.untitled')}
      subtitle={answer}
      beside={
        now && (
          <Flex gap={2}>
            <SegmentKind kind={now.kind} />
            <HealthBadge {...now} />
          </Flex>
        )
      }
      backTo={pathTo('segments')}
      action={
        mayChange && (
          <Flex gap={2}>
            {now && <MoreActions segment={now} vocabulary={vocabulary} onChanged={adopt} />}
            <Button
              startIcon={<Check />}
              loading={asked}
              disabled={segment !== undefined && !form.changed}
              onClick={save}
            >
              {text('save')}
            </Button>
          </Flex>
        )
      }
    >
      <Flex alignItems="flex-start" gap={5}>
        <Flex direction="column" alignItems="stretch" gap={5} flex="1" minWidth={0}>
          <LeaveQuestion when={form.changed && mayChange} />
          {form.problem && <Trouble problem={form.problem} onClose={form.forget} />}
          <SegmentNotes
            notes={form.notes}
            nameFault={said('name')}
            onWrite={form.write}
            segment={now}
            disabled={!mayChange}
          />
          <SegmentTabs
            form={form}
            segment={now}
            vocabulary={vocabulary}
            rows={preview.rows}
            faults={said('condition') ?? form.problem?.faults ?? preview.problem?.faults ?? []}
            disabled={!mayChange || (now !== undefined && now.kind !== 'live')}
          />
        </Flex>
        <SizePanel preview={preview} segment={now} changed={form.conditionChanged} onChanged={live.reload} />
      </Flex>
    </Screen>
  );
};
