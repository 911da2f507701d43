import type {
  ContextCondition,
  EventCondition,
  EventFigure,
  Filter,
  Leaf,
  ListCondition,
  RandomCondition,
  RecencyCondition,
  ScoreCondition,
  SegmentCondition,
  SequenceCondition,
  SequenceEvent,
  SessionCondition,
  TagCondition,
  TraitCondition,
} from '../../../../plugin/src/conditions/condition';
import type { Json } from '../../../../plugin/src/json';
import { amountOf } from './amount';
import { measureOf } from './figure';
import { leavesOf, type GroupNode, type TreeNode } from './tree';
import { testsOf } from './where';

/** Nothing was put in yet: an empty text, or a list of none. Whoever means an empty text can say `$in: ['']`. */
const isBlank = (value: Json): boolean => value === '' || (Array.isArray(value) && value.length === 0);

/** Every row of tests has its path and something to compare with. A filter that no row can show is left to the server. */
const isFilled = (where: Filter | undefined): boolean =>
  (testsOf(where) ?? []).every(({ path, value }) => path !== '' && !isBlank(value));
const hasTests = (where: Filter): boolean => Object.keys(where).length > 0 && isFilled(where);

const isEvent = ({ name, where }: SequenceEvent): boolean => name !== '' && isFilled(where);

/** What is compared with the first or the last of a property is typed in. */
const hasValue = (leaf: EventCondition): boolean => {
  const { measure } = measureOf(leaf);
  if (measure !== 'first' && measure !== 'last') return true;
  const amount = amountOf(leaf.value, { operator: '$eq', value: '' });
  return !amount || !isBlank(amount.value);
};

const isFigure = (figure: EventFigure): boolean => {
  const { measure, path } = measureOf(figure);
  return isEvent(figure) && (measure === 'count' || path !== '');
};

const isScore = ({ name, trait, figure }: ScoreCondition): boolean =>
  figure ? isFigure(figure) && (!figure.of || isFigure(figure.of)) : Boolean(name ?? trait);

const checks = {
  trait: ({ where }: TraitCondition) => hasTests(where),
  context: ({ where, near }: ContextCondition) => (near ? isFilled(where) : hasTests(where)),
  event: (leaf: EventCondition) =>
    isFigure(leaf) && hasValue(leaf) && leaf.by !== '' && (!leaf.of || isFigure(leaf.of)),
  recency: (leaf: RecencyCondition) => isEvent(leaf),
  sequence: ({ steps }: SequenceCondition) =>
    steps.length >= 2 && steps.every((step) => isEvent('not' in step ? step.not : step)),
  session: ({ where }: SessionCondition) => isFilled(where),
  segment: ({ id }: SegmentCondition) => id !== '',
  list: ({ id }: ListCondition) => id !== '',
  tag: ({ name }: TagCondition) => name !== '',
  score: isScore,
  random: ({ salt }: RandomCondition) => salt !== '',
};

/** Whether a row has all that it needs to be judged; kinds of extensions are left to the server. */
export const isComplete = (leaf: Leaf): boolean => {
  const check = (checks as Readonly<Record<string, (leaf: never) => boolean>>)[leaf.kind];
  return check ? check(leaf as never) : true;
};

const never = (): undefined => undefined;

/**
 * What the live size is of: a row that is being changed counts as it last was when it was whole, and one that never
 * was, as an empty group, is left out.
 */
export const completePart = (
  root: GroupNode,
  lastOf: (id: string) => Leaf | undefined = never,
): GroupNode => {
  const prune = (node: TreeNode): readonly TreeNode[] => {
    if (node.kind === 'leaf') {
      if (isComplete(node.leaf)) return [node];
      const leaf = lastOf(node.id);
      return leaf ? [{ ...node, leaf }] : [];
    }
    const children = node.children.flatMap(prune);
    return children.length > 0 ? [{ ...node, children }] : [];
  };
  return { ...root, children: root.children.flatMap(prune) };
};

/** A group with nothing in it holds of everyone or of nobody: hardly what somebody meant. */
const emptyGroups = (node: TreeNode): readonly string[] => {
  if (node.kind === 'leaf') return [];
  return node.children.length === 0 ? [node.id] : node.children.flatMap(emptyGroups);
};

/** The rows and groups that are still being filled in, by id; the whole may be empty. */
export const unfinishedIds = (root: GroupNode): readonly string[] => [
  ...leavesOf(root).flatMap(({ id, leaf }) => (isComplete(leaf) ? [] : [id])),
  ...root.children.flatMap(emptyGroups),
];

export const unfinished = (root: GroupNode): number => unfinishedIds(root).length;
