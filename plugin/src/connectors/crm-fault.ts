/**
 * What can go wrong with a CRM. `refused`: the token is not good (enough). `gone`: what was asked for is not there.
 * `too-many` and `unavailable` pass: they are tried again. `spent`: the day's requests are used up.
 * `unexpected`: an answer that is not as its contract says.
 */
export type CrmFaultKind = 'refused' | 'gone' | 'too-many' | 'spent' | 'unavailable' | 'unexpected';

/** The message is a sentence for the administrator, with a remedy, and holds no data of contacts. */
export class CrmFault extends Error {
  override readonly name = 'AttuneCrmFault';

  constructor(
    readonly kind: CrmFaultKind,
    message: string,
    /** When the CRM says so. */
    readonly retryAfterMs?: number,
  ) {
    super(message);
  }
}

/** By name and not by `instanceof`: extensions carry their own copy of the class. */
export const isCrmFault = (error: unknown): error is CrmFault =>
  error instanceof Error && error.name === 'AttuneCrmFault' && 'kind' in error;
