import { createContext, useContext } from 'react';

import type { WholeFlow } from '../../listed-flow';

type Problems = WholeFlow['problems'];

/** What is wrong with options, by their path in the flow: `steps.wait.for`, `trigger.segment`. */
export const FaultsContext = createContext<ReadonlyMap<string, string>>(new Map());

export const useFaultAt = (path: string): string | undefined => useContext(FaultsContext).get(path);

/** All that is wrong below a path. */
export const useFaultsBelow = (path: string): readonly string[] =>
  [...useContext(FaultsContext)].flatMap(([at, message]) => (at.startsWith(`${path}.`) ? [message] : []));

/** A draft that could not be read says so of itself, one that could does not. */
const pathIn = (path: string): string => path.replace(/^draft\./, '');

export const faultsOf = (problems: Problems): ReadonlyMap<string, string> =>
  new Map(problems.map(({ path, message }) => [pathIn(path), message]));

/** Those that no field of the form below this path shows. */
export const besideFields = (problems: Problems, paths: readonly string[]): Problems =>
  problems.filter((problem) => !paths.some((path) => pathIn(problem.path).startsWith(`${path}.`)));
