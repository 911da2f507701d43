import type { EmailProblem, EmailSource, JsonObject } from '../../../plugin/src';
import { cartOf, type Catalogue } from './cart';
import { mailContext, type Recipient, type Site } from './mail-context';
import type { Renderer, Rendering } from './rendering/renderer';

/** Makes mails of templates and people: one way for sending, preview and test, so that they cannot differ. */
export interface Composer {
  forPerson(given: {
    readonly source: EmailSource;
    readonly version?: string;
    readonly recipient: Recipient;
    /** Properties of the event that this mail is about. */
    readonly about: JsonObject | null;
    readonly unsubscribe: string;
    readonly codes?: Readonly<Record<string, string>>;
  }): Promise<Rendering>;
  forNobody(source: EmailSource, unsubscribe: string): Rendering;
}

interface Needs {
  readonly renderer: Renderer;
  readonly catalogue: Catalogue;
  readonly site: Site;
}

export const createComposer = ({ renderer, catalogue, site }: Needs): Composer => ({
  async forPerson({ source, version, recipient, about, unsubscribe, codes }) {
    const cart = await cartOf(about ?? {}, catalogue);
    return renderer.render(source, mailContext({ recipient, cart, site, unsubscribe, codes }), version);
  },
  forNobody(source, unsubscribe) {
    const context = mailContext({ site, unsubscribe });
    const { site: here, links } = context;
    return renderer.render(source, { ...context, ...source.sample, site: here, links });
  },
});

/** For a log or an outbox row: the place and the reason, which hold no data of the person. */
export const problemLine = ({ part, line, column, message }: EmailProblem): string =>
  `${part}${line > 0 ? ` ${line}:${column}` : ''}: ${message}`;
