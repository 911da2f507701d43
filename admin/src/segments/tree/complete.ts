import type {
  ContextCondition,
  EventCondition,
  EventFigure,
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
import { measureOf } from './figure';
import { leavesOf, type GroupNode, type TreeNode } from './tree';

const isFilled = (where: object | undefined): boolean => where === undefined || !('' in where);
const hasTests = (where: object): boolean => Object.keys(where).length > 0 && isFilled(where);

const isEvent = ({ name, where }: SequenceEvent): boolean => name !== '' && isFilled(where);

const isFigure = (figure: EventFigure): boolean => {
  const { measure, path } = measureOf(figure);
  return isEvent(figure) && (measure === 'count' || path !== '');
};

const isScore = ({ name, trait, figure }: ScoreCondition): boolean =>
  figure ? isFigure(figure) && (!figure.of || isFigure(figure.of)) : Boolean(name ?? trait);

const checks = {
  trait: ({ where }: TraitCondition) => hasTests(where),
  context: ({ where, near }: ContextCondition) => (near ? isFilled(where) : hasTests(where)),
  event: (leaf: EventCondition) => isFigure(leaf) && leaf.by !== '' && (!leaf.of || isFigure(leaf.of)),
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

/** The tree without the rows that are still being filled in: what the live size is of. */
export const completePart = (root: GroupNode): GroupNode => {
  const prune = (node: TreeNode): readonly TreeNode[] => {
    if (node.kind === 'leaf') return isComplete(node.leaf) ? [node] : [];
    const children = node.children.flatMap(prune);
    return children.length > 0 || node.children.length === 0 ? [{ ...node, children }] : [];
  };
  return { ...root, children: root.children.flatMap(prune) };
};

export const unfinished = (root: GroupNode): number =>
  leavesOf(root).filter(({ leaf }) => !isComplete(leaf)).length;
