/**
 * The closed table of what can go wrong, with the HTTP status each one is answered with.
 * A message says what was wanted and what exists; it never holds a person's data or a secret.
 */
export const ERROR_STATUS = {
  invalid: 400,
  unreadable: 400,
  unauthorized: 401,
  forbidden: 403,
  'not-found': 404,
  'too-slow': 408,
  conflict: 409,
  'in-use': 409,
  'too-large': 413,
  'too-deep': 400,
  'too-many': 429,
  unavailable: 503,
} as const;

export type ErrorCode = keyof typeof ERROR_STATUS;

/** Carries a code of the table, and where in the input the fault lies (`path`, as `steps.2.template`). */
export class PluginError extends Error {
  override readonly name = 'AttuneError';

  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly details: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
  }

  get status(): number {
    return ERROR_STATUS[this.code];
  }
}

/** By name and not by `instanceof`: each bundle of the package carries its own copy of the class. */
export const isPluginError = (error: unknown): error is PluginError =>
  error instanceof Error && error.name === 'AttuneError' && 'code' in error;
