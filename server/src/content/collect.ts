import type { Block, Entry } from './block';
import type { MergeTags } from './merge-tags';
import { walk, type Walk } from './walk';

/** What of an answer may depend on who looks, in the order in which it stands. */
export interface Collected {
  readonly blocks: readonly Block[];
  readonly entries: readonly Entry[];
  /** Whether a text has merge tags. */
  readonly isTagged: boolean;
}

/**
 * Goes through an answer and changes nothing in it. What a document is may be told by a place further on: it is then
 * gone through again, until all is known that can be.
 */
export const collect = (
  body: unknown,
  tools: Pick<Walk, 'shapes' | 'uidOf' | 'tag'>,
  tags: Pick<MergeTags, 'isIn'>,
): Collected => {
  const blocks: Block[] = [];
  const entries: Entry[] = [];
  const unknown: object[] = [];
  let isTagged = false;
  walk(body, {
    ...tools,
    onBlock(block) {
      blocks.push(block);
      return block.value;
    },
    onEntry(entry) {
      entries.push(entry);
      return entry.value;
    },
    onText(value) {
      isTagged ||= tags.isIn(value);
      return value;
    },
    onUnknown: (value) => void unknown.push(value),
  });
  const isSettled = unknown.every((value) => tools.uidOf(value) === undefined);
  return isSettled ? { blocks, entries, isTagged } : collect(body, tools, tags);
};
