import { useState } from 'react';

import { Box, Flex, Tabs } from '@strapi/design-system';
import { useQueryParams } from '@strapi/strapi/admin';

import type { Vocabulary } from '../../../../plugin/src/conditions/endpoints';
import type { ShownSegment } from '../../../../plugin/src/segments/endpoints';
import type { Fault } from '../../shared/problem';
import { useMay } from '../../shared/useMay';
import { useText } from '../../shared/useText';
import { ConditionBuilder } from '../ConditionBuilder';
import { ConditionJson } from '../ConditionJson';
import { PeopleTab } from '../people/PeopleTab';
import { TrendTab } from '../trend/TrendTab';
import { UndoButtons } from '../UndoButtons';
import type { useSegmentForm } from '../useSegmentForm';
import type { Rows } from '../useSegmentPreview';
import { HealthTab } from './HealthTab';
import { tabsOf } from './tabs';
import { useUndoKeys } from './useUndoKeys';

interface SegmentTabsProps {
  readonly form: Pick<ReturnType<typeof useSegmentForm>, 'tree' | 'condition'>;
  /** Undefined for one that is not stored yet. */
  readonly segment: ShownSegment | undefined;
  readonly vocabulary: Vocabulary;
  readonly faults: readonly Fault[];
  readonly rows: Rows;
  /** Whether its condition may not be changed. */
  readonly disabled: boolean;
}

/** Conditions, people, trend, health and JSON; the address says which, so that a number elsewhere can lead here. */
export const SegmentTabs = ({ form, segment, vocabulary, faults, rows, disabled }: SegmentTabsProps) => {
  const text = useText();
  const maySeePeople = useMay('people.read');
  const [{ query }, setQuery] = useQueryParams<{ readonly tab?: string }>();
  const offered = tabsOf(segment, maySeePeople);
  const [chosen, setTab] = useState(query.tab);
  const tab = offered.find((one) => one === chosen) ?? offered[0];
  const open = (next: string) => {
    setTab(next);
    setQuery({ tab: next });
  };
  const { root, actions, undo, redo, load } = form.tree;
  const building = tab === 'conditions' && !disabled;
  useUndoKeys({ undo, redo }, building);
  return (
    <Tabs.Root value={tab} onValueChange={open} variant="simple">
      <Flex justifyContent="space-between">
        <Tabs.List aria-label={text('segments.tabs')}>
          {offered.includes('conditions') && (
            <Tabs.Trigger value="conditions">{text('segments.tab.conditions')}</Tabs.Trigger>
          )}
          {offered.includes('people') && (
            <Tabs.Trigger value="people">{text('segments.tab.people')}</Tabs.Trigger>
          )}
          {segment && <Tabs.Trigger value="trend">{text('segments.tab.trend')}</Tabs.Trigger>}
          {segment && (
            <Tabs.Trigger value="health">
              {text('segments.tab.health', { count: segment.warnings.length })}
            </Tabs.Trigger>
          )}
          <Tabs.Trigger value="json">{text('segments.tab.json')}</Tabs.Trigger>
        </Tabs.List>
        {building && <UndoButtons undo={undo} redo={redo} />}
      </Flex>
      <Box background="neutral0" shadow="tableShadow" hasRadius padding={4} marginTop={4}>
        <Tabs.Content value="conditions">
          <ConditionBuilder
            root={root}
            actions={actions}
            vocabulary={vocabulary}
            faults={faults}
            rows={rows}
            disabled={disabled}
          />
        </Tabs.Content>
        <Tabs.Content value="people">{segment && <PeopleTab segment={segment} />}</Tabs.Content>
        <Tabs.Content value="trend">{segment && <TrendTab segment={segment} />}</Tabs.Content>
        <Tabs.Content value="health">{segment && <HealthTab segment={segment} />}</Tabs.Content>
        <Tabs.Content value="json">
          <ConditionJson condition={form.condition} disabled={disabled} onApply={load} />
        </Tabs.Content>
      </Box>
    </Tabs.Root>
  );
};
