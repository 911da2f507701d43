import { lazy, type ComponentType, type LazyExoticComponent } from 'react';

import type { Permission } from '../../plugin/src/permissions';
import type { TextKey } from './shared/useText';

export interface PanelPage {
  /** Below `/plugins/attune`, and the key of its label. */
  readonly path: string;
  readonly label: TextKey;
  readonly permission: Permission;
  readonly group: 'audience' | 'reach' | 'system';
  readonly Component: LazyExoticComponent<ComponentType>;
}

/** The pages in the order of the ring; each is loaded when it is first opened. */
export const pages: readonly PanelPage[] = [
  {
    path: 'segments',
    label: 'segments.nav',
    permission: 'segments.read',
    group: 'audience',
    Component: lazy(async () => ({ default: (await import('./segments/SegmentsPage')).SegmentsPage })),
  },
  {
    path: 'people',
    label: 'people.nav',
    permission: 'people.read',
    group: 'audience',
    Component: lazy(async () => ({ default: (await import('./profiles/PeoplePage')).PeoplePage })),
  },
  {
    path: 'content',
    label: 'map.nav',
    permission: 'content.read',
    group: 'audience',
    Component: lazy(async () => ({
      default: (await import('./content/map/ContentMapPage')).ContentMapPage,
    })),
  },
  {
    path: 'flows',
    label: 'flows.nav',
    permission: 'flows.read',
    group: 'reach',
    Component: lazy(async () => ({ default: (await import('./flows/FlowsPage')).FlowsPage })),
  },
  {
    path: 'emails',
    label: 'emails.nav',
    permission: 'emails.read',
    group: 'reach',
    Component: lazy(async () => ({ default: (await import('./emails/EmailsPage')).EmailsPage })),
  },
  {
    path: 'connections',
    label: 'connections.nav',
    permission: 'connections.read',
    group: 'reach',
    Component: lazy(async () => ({
      default: (await import('./connectors/ConnectionsPage')).ConnectionsPage,
    })),
  },
  {
    path: 'events',
    label: 'events.nav',
    permission: 'events.read',
    group: 'system',
    Component: lazy(async () => ({ default: (await import('./events/EventsPage')).EventsPage })),
  },
  {
    path: 'settings',
    label: 'settings.nav',
    permission: 'settings.read',
    group: 'system',
    Component: lazy(async () => ({ default: (await import('./settings/SettingsPage')).SettingsPage })),
  },
];
