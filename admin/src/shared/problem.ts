/** Where in the input a fault lies, as the server found it: `condition.all.2.name`. */
export interface Fault {
  readonly path: string;
  readonly message: string;
}

/** Why a call failed, in words for the person at the screen. */
export interface Problem {
  readonly status: number;
  readonly message: string;
  readonly faults: readonly Fault[];
}

interface ErrorBody {
  readonly message?: string;
  readonly details?: unknown;
}

const faultsOf = (details: unknown): readonly Fault[] => {
  if (typeof details !== 'object' || details === null) return [];
  const { errors, path, message } = details as Record<string, unknown>;
  if (Array.isArray(errors)) return errors.flatMap((error) => faultsOf(error));
  if (path === undefined || path === null) return [];
  const steps = Array.isArray(path) ? path.join('.') : String(path);
  return [{ path: steps, message: typeof message === 'string' ? message : '' }];
};

const bodyOf = (error: unknown): ErrorBody | undefined =>
  (error as { response?: { data?: { error?: ErrorBody } } } | undefined)?.response?.data?.error;

/** Reads Strapi's error shape; what is not one counts as the server out of reach. */
export const problemOf = (error: unknown): Problem => {
  const body = bodyOf(error);
  const message = body?.message ?? (error instanceof Error ? error.message : String(error));
  return {
    status: (error as { status?: number } | undefined)?.status ?? 0,
    message,
    faults: faultsOf(body?.details).map((fault) => ({ ...fault, message: fault.message || message })),
  };
};

/** A call that was given up on purpose is no failure. */
export const isAbort = (error: unknown): boolean => error instanceof Error && error.name === 'AbortError';
