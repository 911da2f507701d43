/** When a block or a flow last asked for a segment, by key. */
export interface UseStore {
  mark(keys: readonly string[], at: number): Promise<void>;
  all(): Promise<ReadonlyMap<string, number>>;
}
