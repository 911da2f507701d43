/** Where a sync stands: written with each page, so that whoever goes on begins at the next. */
export interface Checkpoint {
  /** When the reading began; changes after it are for the next sync. */
  readonly began: number;
  /** The picked lists, in the order in which they are read. */
  readonly lists: readonly string[];
  /** Lists no longer picked, whose members are taken out. */
  readonly dropped: readonly string[];
  readonly stage: Stage;
}

export type Stage =
  /** About to read the list `lists[at]`. */
  | { readonly kind: 'list'; readonly at: number }
  /** Between two of its pages; whoever was last confirmed before `readFrom` is a member no more. */
  | {
      readonly kind: 'members';
      readonly at: number;
      readonly readFrom: number;
      readonly cursor: string | null;
    }
  /** Every page was read: those not seen leave, a batch at a time. */
  | { readonly kind: 'prune'; readonly at: number; readonly readFrom: number; readonly gone: boolean }
  | { readonly kind: 'drop'; readonly at: number }
  | { readonly kind: 'changes'; readonly cursor: string | null }
  | { readonly kind: 'end' };

export const firstCheckpoint = (
  began: number,
  lists: readonly string[],
  dropped: readonly string[],
): Checkpoint => ({ began, lists, dropped, stage: { kind: 'list', at: 0 } });

/** A sync that broke off is gone on with for so long; later too much has changed behind its back. */
const FRESH_MS = 6 * 3_600_000;

/** Whether a new sync may go on where this one broke off: it is recent, and the same lists are picked. */
export const goesOn = (
  checkpoint: Checkpoint | null,
  picked: readonly string[],
  now: number,
): checkpoint is Checkpoint =>
  checkpoint !== null &&
  checkpoint.stage.kind !== 'end' &&
  now - checkpoint.began < FRESH_MS &&
  checkpoint.lists.length === picked.length &&
  picked.every((list) => checkpoint.lists.includes(list));

/** How segments and profiles name a list: by connection and the CRM's id. */
export const listIdOf = (connectionId: string, listId: string): string => `${connectionId}:${listId}`;
