import { createContext, useContext, type ReactNode } from 'react';

import { Field } from '@strapi/design-system';

/** Whether somebody wanted to save a row that is not filled in. */
export const RowLacksContext = createContext(false);

interface NeededProps {
  readonly empty: boolean;
  /** What is to be done, under it. */
  readonly say: string;
  readonly children: ReactNode;
}

/** A field that a row is nothing without: marked, and in words, once somebody wanted to save the row without it. */
export const Needed = ({ empty, say, children }: NeededProps) => {
  const lacks = useContext(RowLacksContext);
  return (
    <Field.Root required error={empty && lacks ? say : undefined}>
      {children}
      <Field.Error />
    </Field.Root>
  );
};
