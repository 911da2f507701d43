import { Eye, Layout } from '@strapi/icons';
import type { StrapiApp } from '@strapi/strapi/admin';
import { createElement, type ComponentType, type ReactNode } from 'react';
import { useIntl } from 'react-intl';

import { AudiencePanel } from './AudiencePanel';
import { withBulkWarning, type BulkAction } from './bulk-publish-warning';
import { markFields } from './form-marks';
import { withPublishWarning, type DocumentAction } from './publish-warning';
import { withReleaseWarning } from './release-warning';

/** Offers the fields that the server registers under the same names. */
export const registerFields = (app: StrapiApp): void => {
  app.customFields.register({
    name: 'audience',
    pluginId: 'attune',
    type: 'json',
    icon: Eye,
    intlLabel: { id: 'attune.content.field', defaultMessage: 'Audience' },
    intlDescription: { id: 'attune.content.field.description', defaultMessage: 'Who sees this block' },
    components: {
      // Strapi gives the field its props, which the type of a lazily loaded component cannot say.
      Input: async () => ({ default: (await import('./AudienceInput')).AudienceInput as ComponentType }),
    },
  });
  app.customFields.register({
    name: 'experience',
    pluginId: 'attune',
    type: 'json',
    icon: Layout,
    intlLabel: { id: 'attune.experience.field', defaultMessage: 'Experience' },
    intlDescription: {
      id: 'attune.experience.field.description',
      defaultMessage: 'Variants of this entry for some of your visitors',
    },
    components: {
      Input: async () => ({ default: (await import('./ExperienceInput')).ExperienceInput as ComponentType }),
    },
  });
};

interface ContentManagerApis {
  addBulkAction(change: (actions: readonly BulkAction[]) => readonly BulkAction[]): void;
  addDocumentAction(change: (actions: readonly DocumentAction[]) => readonly DocumentAction[]): void;
  addEditViewSidePanel(panels: readonly (() => { title: string; content: ReactNode })[]): void;
}

const useAudiencePanel = () => {
  const { formatMessage } = useIntl();
  return {
    title: formatMessage({ id: 'attune.content.panel', defaultMessage: 'Who sees what' }),
    content: createElement(AudiencePanel),
  };
};

/** The panel beside every entry's form, and what is said before publishing what reaches nobody: one entry, many, a release. */
export const addToContentManager = (app: StrapiApp): void => {
  const apis = app.getPlugin('content-manager')?.apis as Partial<ContentManagerApis> | undefined;
  apis?.addEditViewSidePanel?.([useAudiencePanel]);
  apis?.addDocumentAction?.((actions) =>
    actions.map((action) =>
      action.type === 'publish' ? withPublishWarning(action) : withReleaseWarning(action),
    ),
  );
  apis?.addBulkAction?.((actions) => actions.map(withBulkWarning));
  app.registerHook('Admin/CM/pages/EditView/mutate-edit-view-layout', markFields);
};
