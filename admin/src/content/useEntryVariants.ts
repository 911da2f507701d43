import { useDeferredValue, useMemo } from 'react';

import { unstable_useContentManagerContext as useContentManager, useForm } from '@strapi/strapi/admin';

import { EXPERIENCE_FIELD, readExperience, type Variant } from '../../../plugin/src/content/experience';

const NONE: readonly Variant[] = [];

/** The variants of the entry that is being edited, in the order in which they are tried. */
export const useEntryVariants = (): readonly Variant[] => {
  const { contentType } = useContentManager();
  const field = Object.entries(contentType?.attributes ?? {}).find(
    ([, attribute]) => (attribute as { customField?: string }).customField === EXPERIENCE_FIELD,
  )?.[0];
  const value = useDeferredValue(
    useForm('AttuneVariants', ({ values }) =>
      field === undefined ? undefined : (values as Record<string, unknown>)[field],
    ),
  );
  return useMemo(() => readExperience(value)?.variants ?? NONE, [value]);
};
