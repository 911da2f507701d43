import { Box, Tabs } from '@strapi/design-system';

import { Screen } from '../shared/Screen';
import { useText } from '../shared/useText';
import { EventStream } from './EventStream';
import { Quarantine } from './Quarantine';

export const EventsPage = () => {
  const text = useText();
  return (
    <Screen title={text('events.title')} subtitle={text('events.subtitle')}>
      <Tabs.Root defaultValue="stream" variant="simple">
        <Tabs.List aria-label={text('events.title')}>
          <Tabs.Trigger value="stream">{text('events.tab.stream')}</Tabs.Trigger>
          <Tabs.Trigger value="quarantine">{text('events.tab.quarantine')}</Tabs.Trigger>
        </Tabs.List>
        <Box paddingTop={4}>
          <Tabs.Content value="stream">
            <EventStream />
          </Tabs.Content>
          <Tabs.Content value="quarantine">
            <Quarantine />
          </Tabs.Content>
        </Box>
      </Tabs.Root>
    </Screen>
  );
};
