import Handlebars from 'handlebars';

import type { EmailProblem } from '../../../../plugin/src';
import { HELPERS } from './helpers';
import type { Part } from './problem';

const ALLOWED: ReadonlySet<string> = new Set(HELPERS);
const BLOCKS: ReadonlySet<string> = new Set(['if', 'unless', 'each']);
const FORBIDDEN_PARTS = /^(__proto__|constructor|prototype|__\w+__)$/;

interface Placed {
  readonly loc: hbs.AST.SourceLocation;
}

interface Call extends Placed {
  readonly path: hbs.AST.PathExpression | hbs.AST.Literal;
  readonly params: readonly hbs.AST.Expression[];
  readonly hash?: hbs.AST.Hash;
}

/** The whole name that a call or a value goes by: `profile.firstName`. */
const nameOf = ({ path }: { readonly path: hbs.AST.Expression }): string =>
  'original' in path ? String(path.original) : '';

/** What a template may not do although Handlebars would let it: print unescaped, define or guess partials, call what we do not have. */
export const brokenRules = (
  program: hbs.AST.Program,
  part: Part,
  partials: ReadonlySet<string>,
): readonly EmailProblem[] => {
  const problems: EmailProblem[] = [];
  const report = ({ loc }: Placed, message: string) =>
    problems.push({ part, line: loc.start.line, column: loc.start.column + 1, message });

  const checkHelper = (call: Call): void => {
    const isCall = call.params.length > 0 || (call.hash?.pairs.length ?? 0) > 0;
    if (isCall && !ALLOWED.has(nameOf(call))) {
      report(call, `There is no helper "${nameOf(call)}". There are: ${HELPERS.join(', ')}.`);
    }
  };

  const visitor = new Handlebars.Visitor();
  const deeper = { ...visitorMethods(visitor) };
  visitor.MustacheStatement = (node) => {
    if (!node.escaped && part !== 'layout') {
      report(node, 'Values are always escaped: write {{…}} with two braces, without &.');
    }
    if (BLOCKS.has(nameOf(node))) report(node, `"${nameOf(node)}" wants a block: {{#${nameOf(node)} …}}.`);
    checkHelper(node);
    deeper.MustacheStatement(node);
  };
  visitor.SubExpression = (node) => {
    checkHelper(node);
    deeper.SubExpression(node);
  };
  visitor.BlockStatement = (node) => {
    if (!BLOCKS.has(nameOf(node))) {
      report(node, `There is no block "${nameOf(node)}". There are: ${[...BLOCKS].join(', ')}.`);
    } else if (node.params.length !== 1) {
      report(node, `{{#${nameOf(node)}}} wants one value.`);
    }
    deeper.BlockStatement(node);
  };
  visitor.PartialStatement = (node) => {
    if (node.name.type !== 'PathExpression' || !partials.has(nameOf({ path: node.name }))) {
      report(node, `There is no such partial. There are: ${[...partials].join(', ')}.`);
    }
    deeper.PartialStatement(node);
  };
  visitor.PartialBlockStatement = (node) => report(node, 'A partial takes no block.');
  visitor.Decorator = (node) => report(node, 'A template defines nothing.');
  visitor.DecoratorBlock = (node) => report(node, 'A template defines no partials of its own.');
  visitor.PathExpression = (node) => {
    if (node.parts.some((name) => FORBIDDEN_PARTS.test(String(name)))) {
      report(node, `"${node.original}" is nothing a mail may print.`);
    }
  };
  visitor.accept(program);
  return problems;
};

/** The visitor's own methods, bound: those that walk on into a node. */
const visitorMethods = (visitor: Handlebars.Visitor) => ({
  MustacheStatement: visitor.MustacheStatement.bind(visitor),
  SubExpression: visitor.SubExpression.bind(visitor),
  BlockStatement: visitor.BlockStatement.bind(visitor),
  PartialStatement: visitor.PartialStatement.bind(visitor),
});

/** The paths a template names, so that what lies between can be made to exist: `profile.address.city`. */
export const pathsOf = (program: hbs.AST.Program): readonly (readonly string[])[] => {
  const paths: string[][] = [];
  const visitor = new Handlebars.Visitor();
  visitor.PathExpression = (node) => {
    if (!node.data && node.parts.length > 1) paths.push(node.parts.map(String));
  };
  visitor.accept(program);
  return paths;
};
