import type { JsonObject } from '../../../../plugin/src';
import type { Tx } from '../../ports';

/** Something to do once in the world: a mail. As the outbox keeps it. */
export interface OutboxEffect {
  /** `run:node:visit`, or another word that its maker uses once: the idempotency key, and what a Message-ID is made of. */
  readonly id: string;
  readonly kind: string;
  readonly profileId: string;
  readonly flowId: string | null;
  readonly runId: string | null;
  readonly node: string | null;
  /** The step's options, the run's key, and what triggered it. */
  readonly payload: JsonObject;
  /** Hand-offs so far, this one included. */
  readonly attempts: number;
  readonly createdAt: number;
}

/** How a hand-off went. Reasons are codes and words of ours, never an address or a server's whole answer. */
export type Delivery =
  | {
      readonly outcome: 'sent';
      readonly messageId: string;
      /** Written in the transaction that settles it: a copy of what went out. */
      readonly keep?: (tx: Tx) => Promise<void>;
    }
  /** Refused for now (a 4xx, nobody listening): certainly not sent; tried again later, up to a limit. */
  | { readonly outcome: 'retry'; readonly reason: string; readonly afterMs?: number }
  /** Refused for good (a 5xx, a template that does not render). */
  | { readonly outcome: 'failed'; readonly reason: string }
  /** Not needed after all: suppressed, no address. */
  | { readonly outcome: 'skipped'; readonly reason: string }
  /** The line broke when it may have been sent already: never tried again unless a person says so. */
  | { readonly outcome: 'unknown'; readonly reason: string };

/** What would be sent if it went now, for whoever is to let it go. */
export interface EffectPreview {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  /** The template's key. */
  readonly template: string;
}

/** Carries out effects of one kind. Given to the outbox when the product is composed. */
export interface EffectHandler {
  /**
   * Doing it twice is as doing it once: the other side is told the effect's id, or sets what is set already. Such an
   * effect is never *unknown*: what was broken off is tried again.
   */
  readonly repeatable?: boolean;
  /**
   * Read again in the transaction that hands the effect off: may it still be done? Consent, suppression,
   * limits. No I/O but the database.
   */
  check(tx: Tx, effect: OutboxEffect): Promise<'go' | { readonly skip: string }>;
  /**
   * Outside any transaction, after `handed-off` is committed: whoever dies in here leaves the effect *unknown*.
   * What throws is taken for a failure before anything was sent, and tried again.
   */
  deliver(effect: OutboxEffect): Promise<Delivery>;
  /** Made as `deliver` makes it, but that no link in it does anything. Words of ours where it cannot be made. */
  preview?(effect: OutboxEffect): Promise<EffectPreview | string>;
}

/** How an effect on our own data went. Reasons are codes and words of ours. */
export type Applied =
  | { readonly outcome: 'done'; readonly code?: string }
  | { readonly outcome: 'failed'; readonly reason: string };

/**
 * Carries out effects of one kind on our own data, in the transaction of the turn that asks for them: done with the
 * run's state or not at all. What throws holds up this person alone, and is tried again.
 */
export interface InwardHandler {
  apply(tx: Tx, effect: Omit<OutboxEffect, 'attempts'>): Promise<Applied>;
}
