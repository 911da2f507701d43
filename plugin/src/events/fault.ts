/** The closed list of what can be wrong with one event. */
export const FAULT_CODES = [
  'type',
  'required',
  'too-long',
  'characters',
  'too-deep',
  'too-many-keys',
  'key',
  'too-large',
  'timestamp',
  'not-stored',
] as const;

export type FaultCode = (typeof FAULT_CODES)[number];

/** Why an event was not let in. The message says what was wanted; it never repeats a value. */
export interface EventFault {
  readonly code: FaultCode;
  /** Where in the event, as `properties.products.2.price`; empty for the event itself. */
  readonly path: string;
  readonly message: string;
}

/** A value that was read, or why it was not. */
export type Read<T> = { readonly value: T } | { readonly fault: EventFault };

export const faulty = (code: FaultCode, path: string, message: string): { readonly fault: EventFault } => ({
  fault: { code, path, message },
});
