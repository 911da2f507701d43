import { useCallback } from 'react';

import { useNotification } from '@strapi/strapi/admin';

import type { Problem } from './problem';

/** Says what was done, or why it was not, in Strapi's notifications. */
export const useNotice = () => {
  const { toggleNotification } = useNotification();
  const done = useCallback(
    (message: string) => toggleNotification({ type: 'success', message }),
    [toggleNotification],
  );
  const failed = useCallback(
    (problem: Problem) => toggleNotification({ type: 'danger', message: problem.message }),
    [toggleNotification],
  );
  return { done, failed };
};
