import { createContext, useContext } from 'react';

import { capitalised } from '../capitalised';

/** Each step as a sentence, for fields that name one. */
export const StepNames = createContext<Readonly<Record<string, string>>>({});

/** What a step is called in a field: its sentence, or its name while it has none. */
export const useStepName = (): ((name: string) => string) => {
  const sentences = useContext(StepNames);
  return (name) => capitalised(sentences[name] ?? name);
};
