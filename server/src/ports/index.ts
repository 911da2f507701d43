import type { Geo, Json } from '../../../plugin/src';

/** The hands of the house: everything a slice may ask of the world comes through one of these. */

/** Epoch milliseconds, UTC. */
export type Clock = () => number;

/** A new id that no other process will make: UUID v7, so that ids sort by their time. */
export type NewId = () => string;

/** A database transaction, opaque outside the adapters. Never held open across mail, HTTP or timers. */
export interface Tx {
  readonly brand: 'attune.tx';
}

/** Runs work in one transaction, outside any request's context; commits when the promise fulfils. */
export type Transact = <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;

/** `context` never holds a person's data: ids of ours, counts and codes only. */
export interface Log {
  debug(message: string, context?: Readonly<Record<string, Json>>): void;
  info(message: string, context?: Readonly<Record<string, Json>>): void;
  warn(message: string, context?: Readonly<Record<string, Json>>): void;
  error(message: string, context?: Readonly<Record<string, Json>>): void;
}

/** Keys derived from the installation's one secret; see docs/concepts/secret.md. */
export interface Secrets {
  /** Authenticated encryption at rest (AES-256-GCM). The purpose is bound into the text. */
  encrypt(purpose: string, plain: string): string;
  /** Throws `invalid` for a text that was altered, or that another secret or purpose made. */
  decrypt(purpose: string, sealed: string): string;
  /**
   * Deterministic authenticated encryption: equal texts bound to equal words give equal tokens, and nobody can read one.
   * base64url; what it is bound to stands in it no more than the text does.
   */
  seal(purpose: string, plain: Uint8Array, bound: string): string;
  /** Undefined for a token that was altered, is bound to something else, or is not ours. */
  unseal(purpose: string, token: string, bound: string): Buffer | undefined;
  /** Hex HMAC-SHA256: the same word for the same value, useless without the secret. */
  hash(purpose: string, value: string): string;
  /** `<base64url payload>.<base64url mac>`: it contains a dot, so that telemetry leaves out addresses that hold it. */
  sign(purpose: string, payload: string): string;
  /** The payload, or undefined when the token is not ours. Compares in constant time. */
  verify(purpose: string, token: string): string | undefined;
}

/** The place of an address, coarse; the address is not kept. Undefined for one that is unknown or none. */
export type Locate = (ip: string | undefined) => Geo | undefined;
