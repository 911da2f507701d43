import { useEffect, useRef } from 'react';

import { undoKey } from './undo-key';

interface Undoing {
  readonly undo?: () => void;
  readonly redo?: () => void;
}

/** Ctrl+Z and its opposite, wherever on the page one is, save in a field that undoes its own typing. */
export const useUndoKeys = (steps: Undoing, active: boolean): void => {
  const latest = useRef(steps);
  latest.current = steps;
  useEffect(() => {
    if (!active) return;
    const onKey = (event: KeyboardEvent) => {
      const wanted = undoKey(event);
      if (!wanted) return;
      event.preventDefault();
      latest.current[wanted]?.();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [active]);
};
