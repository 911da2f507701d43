import type { FlowDefinition } from '../../../../../plugin/src/flows/flow';
import type { Json } from '../../../../../plugin/src/json';
import type { FieldSchema } from './schema-field';

export type Values = Readonly<Record<string, Json | undefined>>;

/** One option of a form. */
export interface OptionProps {
  readonly name: string;
  /** In the flow: `steps.wait.for`. */
  readonly path: string;
  readonly label: string;
  readonly schema: FieldSchema;
  readonly value: Json | undefined;
  /** All options of the form: what one offers may hang on another. */
  readonly siblings: Values;
  readonly needed: boolean;
  readonly draft: FlowDefinition;
  readonly onChange: (value: Json | undefined) => void;
}

export const wordsOf = (value: Json | undefined): string =>
  value === undefined || value === null ? '' : String(value as string | number | boolean);

export const listed = (value: Json | undefined): readonly string[] =>
  Array.isArray(value) ? (value as readonly Json[]).map(String) : [];
