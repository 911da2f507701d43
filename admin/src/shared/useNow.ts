import { useEffect, useState } from 'react';

/** The present, told anew every so many milliseconds: for words such as "3 minutes ago". */
export const useNow = (every = 15_000): number => {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), every);
    return () => clearInterval(timer);
  }, [every]);
  return now;
};
