import { createContext, useContext } from 'react';

import type { Vocabulary } from '../../../plugin/src/conditions/endpoints';

/** What the fields of a condition or a filter need, wherever they stand: what was seen, and whether they may be changed. */
export interface Fields {
  readonly vocabulary: Vocabulary;
  readonly disabled: boolean;
}

export const FieldsContext = createContext<Fields | undefined>(undefined);

export const useFields = (): Fields => {
  const fields = useContext(FieldsContext);
  if (!fields) throw new Error('A field of a condition stands inside FieldsContext.');
  return fields;
};
