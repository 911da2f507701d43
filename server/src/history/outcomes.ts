import type { Draft, Drafted } from './event-draft';
import type { BadRow, Fault, Row } from './row';
import type { CompiledMapping } from './mapping';

/** What a row or a group came to, in the order of the file: the same file and mapping give the same, numbered alike. */
export type Outcome =
  | { readonly kind: 'event'; readonly line: number; readonly draft: Draft }
  | { readonly kind: 'refused'; readonly line: number; readonly rows: number; readonly fault: Fault };

export interface Seen {
  rows: number;
  /** By the mapping's `skip`, or because no event's `when` held. */
  leftOut: number;
}

const refused = ({ line, fault }: BadRow, rows = 1): Outcome => ({ kind: 'refused', line, rows, fault });

/** Reads rows to outcomes, counting in `seen` as it goes. */
export async function* outcomesOf(
  rows: AsyncIterable<readonly (Row | BadRow)[]>,
  { skips, grouping, draft }: CompiledMapping,
  seen: Seen,
): AsyncGenerator<readonly Outcome[]> {
  const outcomesFrom = (lines: readonly Row[], key: readonly (string | number)[]): Outcome[] => {
    const { line } = lines[0]!;
    const all: Drafted[] = [...draft(lines, key)];
    if (all.every((one) => 'drafts' in one && one.drafts.length === 0)) seen.leftOut += lines.length;
    return all.flatMap((one): Outcome[] =>
      'fault' in one
        ? [refused({ line: one.line, fault: one.fault }, lines.length)]
        : one.drafts.map((made) => ({ kind: 'event', line, draft: made })),
    );
  };
  for await (const chunk of rows) {
    const outcomes: Outcome[] = [];
    for (const row of chunk) {
      seen.rows += 1;
      if ('fault' in row) {
        outcomes.push(refused(row));
      } else if (skips(row)) {
        seen.leftOut += 1;
      } else if (grouping) {
        const { closed, refused: late } = grouping.add(row);
        if (late) outcomes.push(refused(late));
        for (const group of closed) outcomes.push(...outcomesFrom(group.rows, group.key));
      } else {
        outcomes.push(...outcomesFrom([row], []));
      }
    }
    if (outcomes.length > 0) yield outcomes;
  }
  const last = (grouping?.rest() ?? []).flatMap((group) => outcomesFrom(group.rows, group.key));
  if (last.length > 0) yield last;
}
