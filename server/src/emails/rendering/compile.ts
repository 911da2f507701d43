import Handlebars from 'handlebars';

import type { EmailProblem } from '../../../../plugin/src';
import { helpers, HELPERS, newBudget } from './helpers';
import { problemOf, type Part } from './problem';
import { brokenRules, pathsOf } from './rules';

/** What templates see: plain data, no methods. */
export type MailContext = Readonly<Record<string, unknown>>;

export interface Engine {
  compile(source: string, part: Part): CompiledPart;
}

export interface CompiledPart {
  readonly problems: readonly EmailProblem[];
  /** Text, or what is wrong with this template for this data. */
  render(context: MailContext): { readonly text: string } | { readonly problem: EmailProblem };
}

/** Longer than any mail should be: mail clients cut at about 100 KB. */
const LONGEST = 1_000_000;

/** An environment of its own: helpers registered elsewhere in the process are not ours, nor ours theirs. */
export const createEngine = (partials: Readonly<Record<string, string>>): Engine => {
  const environment = Handlebars.create();
  for (const [name, helper] of Object.entries(helpers)) environment.registerHelper(name, helper);
  for (const [name, source] of Object.entries(partials)) environment.registerPartial(name, source);
  const known = new Set(Object.keys(partials));

  const compile = (source: string, part: Part): CompiledPart => {
    let program: hbs.AST.Program;
    try {
      program = environment.parse(source);
    } catch (error) {
      return broken([problemOf(error, part, source)]);
    }
    const problems = brokenRules(program, part, known);
    if (problems.length > 0) return broken(problems);

    const run = environment.compile(program, {
      strict: true,
      knownHelpersOnly: true,
      knownHelpers: Object.fromEntries(HELPERS.map((name) => [name, true])),
      noEscape: part === 'subject' || part === 'text',
    });
    const paths = pathsOf(program);
    return {
      problems: [],
      render(context) {
        try {
          const text = run(withParents(context, paths), {
            data: { budget: newBudget() },
            allowProtoPropertiesByDefault: false,
            allowProtoMethodsByDefault: false,
          });
          if (text.length > LONGEST) throw new Error('The mail is longer than a megabyte.');
          return { text };
        } catch (error) {
          return { problem: problemOf(error, part, source) };
        }
      },
    };
  };
  return { compile };
};

const broken = (problems: readonly EmailProblem[]): CompiledPart => ({
  problems,
  render: () => ({ problem: problems[0]! }),
});

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Strict templates fail on a path through something that is missing, before a fallback is asked. So whatever a
 * template's paths lead through exists, empty, under the context's own names.
 */
const withParents = (context: MailContext, paths: readonly (readonly string[])[]): MailContext => {
  const whole: Record<string, unknown> = { ...context };
  for (const path of paths) {
    let at = whole;
    if (!isPlain(at[path[0]!])) continue;
    for (const name of path.slice(0, -1)) {
      const next = Object.hasOwn(at, name) ? at[name] : undefined;
      if (next !== undefined && next !== null && !isPlain(next)) break;
      at[name] = { ...(next ?? {}) };
      at = at[name] as Record<string, unknown>;
    }
  }
  return whole;
};
