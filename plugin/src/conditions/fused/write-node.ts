import type { ReadyLeaf } from '../compile';
import { isAll, isAny, isNot, type Condition } from '../condition';
import type { Finding } from '../kind';
import { createWriting, type Writing } from './code';
import { LEAF_CODES } from './codes';

/** A node as code. Its variables are those of the whole function: what was found is still there when reasons are told. */
export interface Written {
  /** The name of its value. */
  readonly value: string;
  /** The name of until when; undefined where only a new fact can change it. */
  readonly until: string | undefined;
  /** Works out both. */
  readonly lines: readonly string[];
  /** Notes the reasons of those of its leaves that decided. */
  tell(): readonly string[];
}

export interface Page {
  readonly code: Writing;
  readonly variables: string[];
  /** Those not written yet, from left to right. */
  readonly leaves: Iterator<ReadyLeaf>;
  /** What closures write into: one after the other, and it is taken at once. */
  readonly found: Finding;
}

export const pageOf = (leaves: readonly ReadyLeaf[], explain: boolean): Page => {
  const found = { until: Infinity, actual: null, explain };
  return { code: createWriting(), variables: [], leaves: leaves.values(), found };
};

export const variable = ({ variables }: Page, initial: string): string => {
  const name = `n${variables.length}`;
  variables.push(`let ${name} = ${initial};`);
  return name;
};

/** Three variables for the reasons: mostly there are one or two, and lists that grow cost more than the judgement. */
const noting = (reason: string): string => `{ const reason = ${reason};
  if (first === null) first = reason; else if (second === null) second = reason; else (others ??= []).push(reason); }`;

const writeLeaf = ({ leaf, path, test, find, reading }: ReadyLeaf, value: string, page: Page): Written => {
  const { code } = page;
  const { kind } = leaf;
  const own = Object.hasOwn(LEAF_CODES, kind) ? LEAF_CODES[kind]?.(leaf as never, code) : undefined;
  const read = reading && (() => `${code.given(reading)}(facts)`);
  const tell = (actual: () => string) => () => [
    noting(
      `{ path: ${code.literal(path)}, kind: ${code.literal(kind)}, value: ${value}, actual: ${actual()} }`,
    ),
  ];
  if (!find || (own && !own.until)) {
    const lines = [`${value} = ${own?.value ?? `${code.given(test)}(facts, now)`};`];
    return { value, until: undefined, lines, tell: tell(own?.actual ?? read ?? (() => 'null')) };
  }
  const until = variable(page, 'Infinity');
  if (own?.until && own.actual) {
    const lines = [`${value} = ${own.value};`, `${until} = ${own.until(value)};`];
    return { value, until, lines, tell: tell(own.actual) };
  }
  const found = code.given(page.found);
  const actual = variable(page, 'null');
  const lines = [
    `${value} = ${code.given(find)}(facts, now, ${found});`,
    `${until} = ${found}.until;`,
    `${actual} = ${found}.actual;`,
  ];
  return { value, until, lines, tell: tell(read ?? (() => actual)) };
};

/** `all` is settled by false and `any` by true, as in `combine.ts`; once that is for ever, no other child is looked at. */
const writeList = (list: readonly Condition[], settling: boolean, value: string, page: Page): Written => {
  // One that was not looked at stands as not settling, and so as one that did not decide.
  const children = list.map((one) => writeNode(one, variable(page, `${!settling}`), page));
  const moves = children.some((child) => child.until !== undefined);
  const until = moves ? variable(page, 'Infinity') : undefined;
  const settled = `${value} === ${settling}`;
  const look = (child: Written): string => {
    const settles = `${child.value} === ${settling}`;
    if (child.until === undefined) {
      return `if (${settles}) { ${value} = ${settling}; ${moves ? `${until} = Infinity;` : ''} break of_${value}; }`;
    }
    return `if (${settles}) {
      ${until} = ${settled} ? Math.max(${until}, ${child.until}) : ${child.until};
      ${value} = ${settling};
      if (${until} === Infinity) break of_${value};
    } else if (!(${settled})) ${until} = Math.min(${until}, ${child.until});`;
  };
  const looks = children.flatMap((child) => [...child.lines, look(child)]);
  return {
    value,
    until,
    lines: [`${value} = ${!settling};`, `of_${value}: {`, ...looks, '}'],
    // Settled or not, those decided whose value it has.
    tell: () => children.flatMap((child) => [`if (${child.value} === ${value}) {`, ...child.tell(), '}']),
  };
};

/** Of the leaves of the page, those that this condition has are taken. */
export const writeNode = (condition: Condition, value: string, page: Page): Written => {
  if (isAll(condition)) return writeList(condition.all, false, value, page);
  if (isAny(condition)) return writeList(condition.any, true, value, page);
  if (isNot(condition)) {
    const inner = writeNode(condition.not, variable(page, 'false'), page);
    return { ...inner, value, lines: [...inner.lines, `${value} = !${inner.value};`] };
  }
  return writeLeaf(page.leaves.next().value as ReadyLeaf, value, page);
};
