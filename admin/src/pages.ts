import { lazy, type ComponentType, type LazyExoticComponent } from 'react';

import { permissionUid, type Permission } from '../../plugin/src/permissions';
import type { TextKey } from './shared/useText';

export interface PanelPage {
  /** Below `/plugins/attune`, and the key of its label. */
  readonly path: string;
  readonly label: TextKey;
  /** Any of these opens it. */
  readonly permissions: readonly Permission[];
  readonly group: 'audience' | 'reach' | 'system';
  readonly Component: LazyExoticComponent<ComponentType>;
}

/** The pages in the order of the ring; each is loaded when it is first opened. */
export const pages: readonly PanelPage[] = [
  {
    path: 'segments',
    label: 'segments.nav',
    permissions: ['segments.read'],
    group: 'audience',
    Component: lazy(async () => ({ default: (await import('./segments/SegmentsPage')).SegmentsPage })),
  },
  {
    path: 'people',
    label: 'people.nav',
    permissions: ['people.read'],
    group: 'audience',
    Component: lazy(async () => ({ default: (await import('./profiles/PeoplePage')).PeoplePage })),
  },
  {
    path: 'content',
    label: 'map.nav',
    permissions: ['content.read'],
    group: 'audience',
    Component: lazy(async () => ({
      default: (await import('./content/map/ContentMapPage')).ContentMapPage,
    })),
  },
  {
    path: 'flows',
    label: 'flows.nav',
    permissions: ['flows.read'],
    group: 'reach',
    Component: lazy(async () => ({ default: (await import('./flows/FlowsPage')).FlowsPage })),
  },
  {
    path: 'emails',
    label: 'emails.nav',
    permissions: ['emails.read'],
    group: 'reach',
    Component: lazy(async () => ({ default: (await import('./emails/EmailsPage')).EmailsPage })),
  },
  {
    path: 'connections',
    label: 'connections.nav',
    permissions: ['connections.read'],
    group: 'reach',
    Component: lazy(async () => ({
      default: (await import('./connectors/ConnectionsPage')).ConnectionsPage,
    })),
  },
  {
    path: 'events',
    label: 'events.nav',
    permissions: ['events.read'],
    group: 'system',
    Component: lazy(async () => ({ default: (await import('./events/EventsPage')).EventsPage })),
  },
  {
    // Who may read segments finds the saved groups of values there, and nothing else.
    path: 'settings',
    label: 'settings.nav',
    permissions: ['settings.read', 'segments.read'],
    group: 'system',
    Component: lazy(async () => ({ default: (await import('./settings/SettingsPage')).SettingsPage })),
  },
];

/** Whether one of the permissions that open a page is among those that somebody holds. */
export const mayOpen = (
  permissions: readonly Permission[],
  held: readonly { readonly action: string }[],
): boolean =>
  permissions.some((permission) => held.some(({ action }) => action === permissionUid(permission)));
