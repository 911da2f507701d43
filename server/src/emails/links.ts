import { isJsonObject, isPluginError, type JsonObject } from '../../../plugin/src';
import type { Secrets } from '../ports';

/** Whom a mail went to, as its links to unsubscribe and to confirm say. */
export interface ReaderLink {
  readonly profileId: string;
  readonly address: string;
}

/** Where a link of a mail leads, and whose mail it was. */
export interface ClickLink {
  readonly effectId: string;
  readonly profileId: string;
  readonly template: string;
  readonly url: string;
}

export interface Links {
  unsubscribe(link: ReaderLink): string;
  confirm(link: ReaderLink): string;
  click(link: ClickLink): string;
  /** Undefined for a token that is not ours. */
  readUnsubscribe(token: string): ReaderLink | undefined;
  readConfirm(token: string): ReaderLink | undefined;
  readClick(token: string): ClickLink | undefined;
  /** What stands in the place of these links where nobody in particular is written to. */
  readonly example: ReaderLinks;
}

/** The addresses in a mail by which its reader answers. */
export interface ReaderLinks {
  readonly unsubscribe: string;
  /** A page that asks for a yes to marketing. */
  readonly confirm: string;
}

interface Needs {
  readonly secrets: Secrets;
  /** Where our public endpoints are: `https://cms.example/api/attune`. */
  readonly baseUrl: () => string;
}

/** Strapi's telemetry leaves out addresses that contain a dot, so a token ends in one. */
const MARK = '.a';

/**
 * The tokens in our links. They are encrypted and authenticated, so that a log or a forwarded mail tells no address,
 * and nobody but us can make one that leads somewhere. They do not age: an old mail must still unsubscribe.
 */
export const createLinks = ({ secrets, baseUrl }: Needs): Links => {
  const seal = (purpose: string, payload: JsonObject): string =>
    Buffer.from(secrets.encrypt(purpose, JSON.stringify(payload)), 'base64').toString('base64url') + MARK;
  const open = (purpose: string, token: string): JsonObject | undefined => {
    if (!token.endsWith(MARK)) return undefined;
    try {
      const sealed = Buffer.from(token.slice(0, -MARK.length), 'base64url').toString('base64');
      const payload: unknown = JSON.parse(secrets.decrypt(purpose, sealed));
      return isJsonObject(payload) ? payload : undefined;
    } catch (error) {
      if (isPluginError(error)) return undefined;
      throw error;
    }
  };
  const sealReader = (purpose: string, { profileId, address }: ReaderLink) =>
    seal(purpose, { p: profileId, a: address });
  const openReader = (purpose: string, token: string): ReaderLink | undefined => {
    const payload = open(purpose, token);
    if (typeof payload?.p !== 'string' || typeof payload.a !== 'string') return undefined;
    return { profileId: payload.p, address: payload.a };
  };
  const at = (path: string) => `${baseUrl()}/v1/${path}`;

  return {
    example: { unsubscribe: '#unsubscribe', confirm: '#confirm' },
    unsubscribe: (link) => at(`unsubscribe/${sealReader('unsubscribe', link)}`),
    confirm: (link) => at(`confirm/${sealReader('confirm', link)}`),
    click: ({ effectId, profileId, template, url }) =>
      at(`c/${seal('click', { e: effectId, p: profileId, t: template, u: url })}`),
    readUnsubscribe: (token) => openReader('unsubscribe', token),
    readConfirm: (token) => openReader('confirm', token),
    readClick(token) {
      const { e, p, t, u } = open('click', token) ?? {};
      if ([e, p, t, u].some((value) => typeof value !== 'string')) return undefined;
      return { effectId: String(e), profileId: String(p), template: String(t), url: String(u) };
    },
  };
};
