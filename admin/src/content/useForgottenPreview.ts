import { useEffect } from 'react';

import { contentEndpoints } from '../../../plugin/src/content/endpoints';
import { useAction } from '../shared/useAction';

/** The entry whose Preview this browser opens as somebody: the cookie that says so cannot be read here. */
const OPENED = 'attune.preview';

export const rememberOpened = (documentId: string): void => window.localStorage.setItem(OPENED, documentId);

/** While nobody is chosen for an entry, Strapi's own Preview of it is opened as nobody. */
export const useForgottenPreview = (documentId: string | undefined, isNobody: boolean): void => {
  const { run } = useAction(contentEndpoints.forgetPreview);
  useEffect(() => {
    if (!isNobody || !documentId || window.localStorage.getItem(OPENED) !== documentId) return;
    void run({ documentId }).then(({ ok }) => ok && window.localStorage.removeItem(OPENED));
  }, [run, documentId, isNobody]);
};
