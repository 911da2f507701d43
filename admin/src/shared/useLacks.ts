import { useEffect, useState } from 'react';

import type { Fault } from './problem';

/** What a field lacks, in words or by the rows that lack something; nothing where it lacks nothing. */
type Lack = string | false | readonly Fault[];

const isLacking = (lack: Lack): boolean => lack !== false && lack.length > 0;

const firstFaulty = (): HTMLElement | undefined =>
  [...document.querySelectorAll<HTMLElement>('[aria-invalid="true"]')].find(
    // What stands behind a window is not meant.
    (field) => !field.closest('[aria-hidden="true"]'),
  );

/**
 * What stands against sending a form, by field. Its button can always be pressed: what is lacking is said at its
 * field from then on, and the first such field has the focus.
 */
export const useLacks = <Lacks extends Readonly<Record<string, Lack>>>(lacks: Lacks) => {
  const [tries, setTries] = useState(0);
  useEffect(() => {
    if (tries > 0) firstFaulty()?.focus();
  }, [tries]);
  return {
    /** What is to be said at a field. */
    said: <Field extends keyof Lacks>(field: Field): Exclude<Lacks[Field], false> | undefined => {
      const lack = lacks[field]!;
      return tries > 0 && isLacking(lack) ? (lack as Exclude<Lacks[Field], false>) : undefined;
    },
    /** Whether the form may be sent as it is. */
    isWhole(): boolean {
      const whole = !Object.values(lacks).some(isLacking);
      setTries((before) => (whole ? 0 : before + 1));
      return whole;
    },
  };
};
