import { useCallback } from 'react';

import { useNotification } from '@strapi/strapi/admin';

import type { Problem } from './problem';

/** Says what was done, why it was not, or what to look at, in Strapi's notifications. */
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
  const warn = useCallback(
    (message: string) => toggleNotification({ type: 'warning', message }),
    [toggleNotification],
  );
  return { done, failed, warn };
};
