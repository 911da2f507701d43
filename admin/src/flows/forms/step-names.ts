import { createContext, useContext } from 'react';

/** What each step is called, for fields that name one. */
export const StepNames = createContext<Readonly<Record<string, string>>>({});

/** What a step is called in a field; one that is not there, by its name. */
export const useStepName = (): ((name: string) => string) => {
  const titles = useContext(StepNames);
  return (name) => titles[name] ?? name;
};
