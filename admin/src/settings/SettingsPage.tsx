import { Flex } from '@strapi/design-system';

import { Screen } from '../shared/Screen';
import { useText } from '../shared/useText';
import { EnvironmentBanner } from './EnvironmentBanner';
import { GroupsPanel } from './groups/GroupsPanel';
import { HealthPanel } from './HealthPanel';
import { KeysPanel } from './KeysPanel';
import { LanesPanel } from './LanesPanel';
import { MailPanel } from './MailPanel';
import { ScoringPanel } from './ScoringPanel';
import { SensitivePanel } from './SensitivePanel';

export const SettingsPage = () => {
  const text = useText();
  return (
    <Screen title={text('settings.title')} subtitle={text('settings.subtitle')}>
      <Flex direction="column" alignItems="stretch" gap={6}>
        <EnvironmentBanner />
        <KeysPanel />
        <MailPanel />
        <ScoringPanel />
        <GroupsPanel />
        <SensitivePanel />
        <LanesPanel />
        <HealthPanel />
      </Flex>
    </Screen>
  );
};
