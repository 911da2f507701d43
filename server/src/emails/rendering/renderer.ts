import type { EmailProblem, EmailSource } from '../../../../plugin/src';
import { createEngine, type CompiledPart, type MailContext } from './compile';
import { mapLinks } from './html-links';
import { plainText } from './plain-text';
import { safeUrl } from './safe-url';

export interface RenderedMail {
  /** One line. */
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

export type Rendering =
  | { readonly ok: true; readonly mail: RenderedMail }
  | { readonly ok: false; readonly problems: readonly EmailProblem[] };

export interface Layout {
  readonly html: string;
  readonly text: string;
}

export interface Renderer {
  /** What is wrong with a template whatever the data. */
  check(source: EmailSource): readonly EmailProblem[];
  /** `version` names this exact source: what was compiled under it is used again. */
  render(source: EmailSource, context: MailContext, version?: string): Rendering;
  readonly layouts: readonly string[];
}

interface Needs {
  readonly layouts: Readonly<Record<string, Layout>>;
  readonly partials: Readonly<Record<string, string>>;
  /** Where links without a host lead. */
  readonly siteUrl?: string;
}

interface Compiled {
  readonly subject: CompiledPart;
  readonly html: CompiledPart;
  readonly text: CompiledPart | undefined;
  readonly layout: { readonly html: CompiledPart; readonly text: CompiledPart } | undefined;
  readonly problems: readonly EmailProblem[];
}

const MOST_KEPT = 200;
/** RFC 5322 lets a header line be folded at any length; past this a subject is no subject. */
const SUBJECT_LIMIT = 500;

export const createRenderer = ({ layouts, partials, siteUrl }: Needs): Renderer => {
  const engine = createEngine(partials);
  const shells = new Map(
    Object.entries(layouts).map(([name, { html, text }]) => [
      name,
      { html: engine.compile(html, 'layout'), text: engine.compile(text, 'text') },
    ]),
  );
  const kept = new Map<string, Compiled>();

  const compile = (source: EmailSource): Compiled => {
    const subject = engine.compile(source.subject, 'subject');
    const html = engine.compile(source.html, 'html');
    const text = source.text.trim() === '' ? undefined : engine.compile(source.text, 'text');
    const layout = shells.get(source.layout);
    const unknown: EmailProblem = {
      part: 'layout',
      line: 0,
      column: 0,
      message: `There is no layout "${source.layout}". There are: ${[...shells.keys()].join(', ')}.`,
    };
    return {
      subject,
      html,
      text,
      layout,
      problems: [
        ...subject.problems,
        ...html.problems,
        ...(text?.problems ?? []),
        ...(source.layout !== '' && !layout ? [unknown] : []),
      ],
    };
  };
  const compiledOnce = (source: EmailSource, version: string | undefined): Compiled => {
    if (version === undefined) return compile(source);
    const known = kept.get(version);
    if (known) return known;
    if (kept.size >= MOST_KEPT) kept.clear();
    const compiled = compile(source);
    kept.set(version, compiled);
    return compiled;
  };

  return {
    layouts: [...shells.keys()],
    check: (source) => compile(source).problems,
    render(source, context, version) {
      const compiled = compiledOnce(source, version);
      if (compiled.problems.length > 0) return { ok: false, problems: compiled.problems };

      const problems: EmailProblem[] = [];
      const run = (part: CompiledPart, data: MailContext): string => {
        const rendered = part.render(data);
        if ('text' in rendered) return rendered.text;
        problems.push(rendered.problem);
        return '';
      };
      const subject = oneLine(run(compiled.subject, context));
      const body = run(compiled.html, context);
      const page = compiled.layout ? run(compiled.layout.html, { ...context, subject, body }) : body;
      const html = mapLinks(page, (url) => safeUrl(url, siteUrl) ?? '#');
      const words = compiled.text && run(compiled.text, context);
      const text =
        words === undefined
          ? plainText(html)
          : compiled.layout
            ? run(compiled.layout.text, { ...context, subject, body: words })
            : words;
      return problems.length > 0 ? { ok: false, problems } : { ok: true, mail: { subject, html, text } };
    },
  };
};

/** A value with a line break in it would begin a header of its own. Every control character becomes a space. */
const oneLine = (text: string): string =>
  text
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replace(/ {2,}/g, ' ')
    .trim()
    .slice(0, SUBJECT_LIMIT);
