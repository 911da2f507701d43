import { Flex } from '@strapi/design-system';

import { Screen } from '../shared/Screen';
import { useMay } from '../shared/useMay';
import { useText } from '../shared/useText';
import { EnvironmentBanner } from './EnvironmentBanner';
import { GroupsPanel } from './groups/GroupsPanel';
import { HealthPanel } from './HealthPanel';
import { KeysPanel } from './KeysPanel';
import { LanesPanel } from './LanesPanel';
import { MailPanel } from './MailPanel';
import { ScoringPanel } from './ScoringPanel';
import { SensitivePanel } from './SensitivePanel';

/** Who may read segments and no settings is shown the saved groups alone. */
export const SettingsPage = () => {
  const text = useText();
  if (!useMay('settings.read')) {
    return (
      <Screen title={text('settings.title')}>
        <GroupsPanel />
      </Screen>
    );
  }
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
