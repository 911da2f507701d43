import { useCallback, useState } from 'react';

import { NO_VIEW, type ChosenView } from './view';

/**
 * What is chosen under "View as", by document, until the panel is loaded anew. Strapi mounts its side panels again
 * whenever it reads the entry again, as when the window is looked at again: a state of the panel's own is then lost.
 */
const chosen = new Map<string, ChosenView>();

export const useChosenView = (
  document: string,
): readonly [view: ChosenView, choose: (view: ChosenView) => void] => {
  const [, redraw] = useState(NO_VIEW);
  const choose = useCallback(
    (view: ChosenView) => {
      chosen.set(document, view);
      redraw(view);
    },
    [document],
  );
  return [chosen.get(document) ?? NO_VIEW, choose];
};
