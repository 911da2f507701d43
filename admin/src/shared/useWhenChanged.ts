import { useEffect, useRef } from 'react';

/** Runs each time the value is another than before; not for the first one. */
export const useWhenChanged = (value: string | number | undefined, run: () => void): void => {
  const before = useRef(value);
  useEffect(() => {
    if (before.current === value) return;
    const isFirst = before.current === undefined;
    before.current = value;
    if (!isFirst) run();
  }, [value, run]);
};
