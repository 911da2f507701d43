import Handlebars from 'handlebars';

/** One tag, read: the traits it tries in turn, and what stands there when the visitor has none of them. */
export interface MergeTag {
  /** `firstName`, `address.city`. */
  readonly traits: readonly string[];
  readonly fallback: string;
}

export type ReadTag = { readonly tag: MergeTag } | { readonly fault: string; readonly fallback: string };

const WANTED = 'a tag is written {{fallback profile.firstName "there"}} or {{profile.firstName}}';

/** An environment of its own, of which only the grammar is used: a page's tags call nothing. */
const grammar = Handlebars.create();

/** What a broken tag shows: the last text in quotes in it. */
const quotedIn = (source: string): string =>
  [...source.matchAll(/"([^"{}]*)"|'([^'{}]*)'/g)].map(([, one, other]) => one ?? other ?? '').at(-1) ?? '';

/** Reads `{{…}}` as Handlebars does, and takes only what a page may say. */
export const readTag = (source: string, allowed: ReadonlySet<string>): ReadTag => {
  const broken = (fault: string): ReadTag => ({ fault, fallback: quotedIn(source) });
  let program: hbs.AST.Program;
  try {
    program = grammar.parse(source);
  } catch {
    return broken(WANTED);
  }
  const [node, ...more] = program.body;
  if (node?.type !== 'MustacheStatement' || more.length > 0) return broken(WANTED);
  const { path, params, hash, escaped } = node as hbs.AST.MustacheStatement;
  if (!escaped) return broken('values are always escaped: write {{…}} with two braces, without &');
  const isFallback =
    path.type === 'PathExpression' && (path as hbs.AST.PathExpression).original === 'fallback';
  if ((params.length > 0 && !isFallback) || (hash?.pairs.length ?? 0) > 0) return broken(WANTED);

  const traits: string[] = [];
  let fallback: string | undefined;
  for (const value of isFallback ? params : [path]) {
    if (value.type === 'StringLiteral' || value.type === 'NumberLiteral') {
      const { value: said } = value as hbs.AST.StringLiteral | hbs.AST.NumberLiteral;
      fallback ??= String(said);
      continue;
    }
    if (value.type !== 'PathExpression') return broken(WANTED);
    const { original, data, depth, parts } = value as hbs.AST.PathExpression;
    const [root, ...names] = parts.map(String);
    const trait = names.join('.');
    if (data || depth > 0 || root !== 'profile' || !allowed.has(trait))
      return broken(
        `"${original}" is nothing a page may print. There are: ${[...allowed].map((name) => `profile.${name}`).join(', ') || 'none'}`,
      );
    // What stands after a text is never asked: the text is not empty.
    if (fallback === undefined) traits.push(trait);
  }
  return { tag: { traits, fallback: fallback ?? '' } };
};
