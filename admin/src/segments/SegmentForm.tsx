import { useState } from 'react';

import { Box, Button, Flex, Tabs } from '@strapi/design-system';
import { Check } from '@strapi/icons';

import type { Vocabulary } from '../../../plugin/src/conditions/endpoints';
import type { ShownSegment } from '../../../plugin/src/segments/endpoints';
import { pathTo } from '../shared/paths';
import { Screen } from '../shared/Screen';
import { Trouble } from '../shared/Trouble';
import { useMay } from '../shared/useMay';
import { useText } from '../shared/useText';
import { ConditionBuilder } from './ConditionBuilder';
import { ConditionJson } from './ConditionJson';
import { DeleteSegment } from './DeleteSegment';
import { Members } from './Members';
import { SegmentKind } from './SegmentKind';
import { SegmentNames } from './SegmentNames';
import { SizePanel } from './SizePanel';
import { UndoButtons } from './UndoButtons';
import { useSegmentForm } from './useSegmentForm';
import { useSegmentPreview } from './useSegmentPreview';
import { UsedIn } from './UsedIn';

interface SegmentFormProps {
  readonly vocabulary: Vocabulary;
  readonly segment?: ShownSegment;
}

/** Left the conditions, right how many they hold of. */
export const SegmentForm = ({ vocabulary, segment }: SegmentFormProps) => {
  const text = useText();
  const form = useSegmentForm(segment);
  const mayChange = useMay('segments.update');
  const maySeePeople = useMay('people.read');
  const [tab, setTab] = useState('conditions');
  const preview = useSegmentPreview(form.tree.root);
  const disabled = !mayChange || segment?.kind === 'crm';
  const faults = form.problem?.faults ?? preview.problem?.faults ?? [];
  const save = (
    <Button
      startIcon={<Check />}
      loading={form.saving}
      disabled={!form.changed || form.name.trim() === '' || form.unfinished > 0}
      onClick={form.save}
    >
      {text('save')}
    </Button>
  );
  return (
    <Screen
      title={form.name || text('segments.untitled')}
      subtitle={segment?.description || text('segments.editor.subtitle')}
      beside={segment && <SegmentKind kind={segment.kind} />}
      backTo={pathTo('segments')}
      action={
        mayChange && (
          <Flex gap={2}>
            {segment && <DeleteSegment segment={segment} />}
            {save}
          </Flex>
        )
      }
    >
      <Flex alignItems="flex-start" gap={5}>
        <Flex direction="column" alignItems="stretch" gap={5} flex="1" minWidth={0}>
          {form.problem && <Trouble problem={form.problem} onClose={form.forget} />}
          <SegmentNames form={form} segment={segment} disabled={!mayChange} />
          <Tabs.Root value={tab} onValueChange={setTab} variant="simple">
            <Flex justifyContent="space-between">
              <Tabs.List aria-label={text('segments.tabs')}>
                <Tabs.Trigger value="conditions">{text('segments.tab.conditions')}</Tabs.Trigger>
                {segment && maySeePeople && (
                  <Tabs.Trigger value="people">{text('segments.tab.people')}</Tabs.Trigger>
                )}
                {segment && <Tabs.Trigger value="used">{text('segments.tab.used')}</Tabs.Trigger>}
                <Tabs.Trigger value="json">{text('segments.tab.json')}</Tabs.Trigger>
              </Tabs.List>
              {!disabled && <UndoButtons undo={form.tree.undo} redo={form.tree.redo} />}
            </Flex>
            <Box background="neutral0" shadow="tableShadow" hasRadius padding={4} marginTop={4}>
              <Tabs.Content value="conditions">
                <ConditionBuilder
                  root={form.tree.root}
                  actions={form.tree.actions}
                  vocabulary={vocabulary}
                  faults={faults}
                  disabled={disabled}
                />
              </Tabs.Content>
              <Tabs.Content value="people">{segment && <Members id={segment.id} />}</Tabs.Content>
              <Tabs.Content value="used">{segment && <UsedIn segment={segment} />}</Tabs.Content>
              <Tabs.Content value="json">
                <ConditionJson condition={form.condition} disabled={disabled} onApply={form.tree.load} />
              </Tabs.Content>
            </Box>
          </Tabs.Root>
        </Flex>
        <SizePanel preview={preview} unfinished={form.unfinished} segment={segment} />
      </Flex>
    </Screen>
  );
};
