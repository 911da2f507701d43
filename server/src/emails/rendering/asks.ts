import Handlebars from 'handlebars';

import type { EmailSource, TemplateAsks } from '../../../../plugin/src';

/** Of a cart, what is there whether there is one or not. */
const ALWAYS: ReadonlySet<string> = new Set(['url', 'currency']);

const pathOf = (node: hbs.AST.Node | undefined): readonly string[] =>
  node?.type === 'PathExpression' ? (node as hbs.AST.PathExpression).parts.map(String) : [];

/** What a question speaks for: the whole cart, or one code. */
const guardOf = ([first = '', second = '']: readonly string[]): string =>
  first === 'cart' ? 'cart' : `${first}.${second}`;

/** What a source prints without having asked for it: `cart`, `codes.code`. */
const printedBy = (
  program: hbs.AST.Program,
  partials: ReadonlyMap<string, hbs.AST.Program>,
  asked: ReadonlySet<string> = new Set(),
): ReadonlySet<string> => {
  const printed = new Set<string>();
  const visitor = new Handlebars.Visitor();
  const walkOn = {
    block: visitor.BlockStatement.bind(visitor),
    value: visitor.MustacheStatement.bind(visitor),
    part: visitor.SubExpression.bind(visitor),
    partial: visitor.PartialStatement.bind(visitor),
  };
  const add = (more: ReadonlySet<string>): void => more.forEach((each) => printed.add(each));
  const isFallback = ({ path }: { readonly path: hbs.AST.Node }): boolean => pathOf(path)[0] === 'fallback';

  visitor.PathExpression = ({ parts: [first, second] }) => {
    if (first !== 'cart' && first !== 'codes') return;
    const guard = guardOf([first, String(second)]);
    if (!(first === 'cart' && ALWAYS.has(String(second))) && !asked.has(guard)) printed.add(guard);
  };
  visitor.MustacheStatement = (node) => (isFallback(node) ? undefined : walkOn.value(node));
  visitor.SubExpression = (node) => (isFallback(node) ? undefined : walkOn.part(node));
  visitor.BlockStatement = (node) => {
    const [word] = pathOf(node.path);
    if (word !== 'if' && word !== 'unless') return walkOn.block(node);
    const known = new Set([...asked, guardOf(pathOf(node.params[0]))]);
    const [there, missing] = word === 'if' ? [node.program, node.inverse] : [node.inverse, node.program];
    if (there) add(printedBy(there, partials, known));
    if (missing) add(printedBy(missing, partials, asked));
  };
  visitor.PartialStatement = (node) => {
    walkOn.partial(node);
    const partial = partials.get(pathOf(node.name).join('.'));
    if (partial) add(printedBy(partial, new Map(), asked));
  };
  visitor.accept(program);
  return printed;
};

const parsed = (source: string): readonly hbs.AST.Program[] => {
  try {
    return [Handlebars.parse(source)];
  } catch {
    // What cannot be read is told as such where it is written.
    return [];
  }
};

/** What templates print that must be brought to them: what stands behind a question is left out where it is missing. */
export const createAsks = (
  partials: Readonly<Record<string, string>>,
): ((source: Pick<EmailSource, 'subject' | 'html' | 'text'>) => TemplateAsks) => {
  const known = new Map(
    Object.entries(partials).flatMap(([name, source]) =>
      parsed(source).map((program) => [name, program] as const),
    ),
  );
  return ({ subject, html, text }) => {
    const printed = [subject, html, text]
      .flatMap(parsed)
      .flatMap((program) => [...printedBy(program, known)]);
    const codes = printed.filter((each) => each.startsWith('codes.')).map((each) => each.slice(6));
    return { cart: printed.includes('cart'), codes: [...new Set(codes)] };
  };
};
