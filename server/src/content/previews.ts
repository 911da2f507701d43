import {
  allows,
  effectiveConsent,
  NO_SIGNALS,
  previewViewSchema,
  PURPOSES,
  type Consent,
  type ConsentPolicy,
  type Json,
  type JsonObject,
  type PreviewView,
  type Standing,
} from '../../../plugin/src';
import type { Clock, Secrets } from '../ports';
import { contextOf } from './context';
import type { Told } from './told';
import type { Known } from './visitor-ports';

/** What a preview asks of people and segments. None of it writes. */
export interface PreviewPorts {
  about(profileId: string): Promise<Known>;
  /** As it is kept now; null is a stranger. */
  decide(profileId: string | null, context: JsonObject): Promise<Standing>;
  /** At a moment to come, if nothing happens until then; undefined for somebody who is no more. */
  foresee(profileId: string | null, context: JsonObject, at: number): Promise<Standing | undefined>;
  /** Somebody in just these segments. */
  imagine(inside: ReadonlySet<string>, context: JsonObject, at: number): Promise<Standing>;
}

/** What somebody sees who is looked through the eyes of. */
export interface PreviewLook {
  readonly standing: Standing;
  readonly at: number;
  /** They have not agreed to personalisation, or are no more. */
  readonly asStranger: boolean;
}

export interface Previews {
  issue(view: PreviewView): { readonly token: string; readonly expiresAt: number };
  /** Undefined for a token that is over, or not ours. */
  open(token: string): PreviewView | undefined;
  look(view: PreviewView, told?: Told): Promise<PreviewLook>;
}

interface Needs {
  readonly ports: PreviewPorts;
  readonly policy: ConsentPolicy;
  readonly secrets: Pick<Secrets, 'encrypt' | 'decrypt'>;
  readonly now: Clock;
}

const PURPOSE = 'content preview';
/** With a dot: addresses that hold one are left out of telemetry. */
const PREFIX = 'preview.';
export const PREVIEW_MS = 15 * 60_000;

/** Whether a visitor's name is the token of a preview, be it still good or not. */
export const isPreviewToken = (value: string): boolean => value.startsWith(PREFIX);

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const agreedOf = (consent: Consent, policy: ConsentPolicy): readonly (typeof PURPOSES)[number][] => {
  const answers = effectiveConsent(consent, NO_SIGNALS, policy);
  return PURPOSES.filter((purpose) => answers[purpose]);
};

/**
 * Looks at pages as somebody else. The view travels in a token that says nothing to whoever sees it in an address:
 * it is encrypted and authenticated, and good for a quarter of an hour.
 */
export const createPreviews = ({ ports, policy, secrets, now }: Needs): Previews => {
  /** The page's own part is what the website tells of it; the rest is the view's, not the editor's. */
  const contextFor = (
    { device, timezone }: PreviewView,
    { url, referrer, landing }: Told,
    known: Known,
    agreed: readonly (typeof PURPOSES)[number][],
    at: number,
  ): JsonObject => {
    const told = { url, referrer, landing };
    const context: Record<string, Json> = {
      ...contextOf(told, { timezone: known.timezone ?? timezone ?? null, agreed }, at),
    };
    if (device) context.device = device;
    return context;
  };
  const nobody: Known = { consent: {}, timezone: null };

  return {
    issue(view) {
      const expiresAt = now() + PREVIEW_MS;
      const sealed = secrets.encrypt(PURPOSE, JSON.stringify({ view, expiresAt }));
      return { token: `${PREFIX}${Buffer.from(sealed, 'base64').toString('base64url')}`, expiresAt };
    },
    open(token) {
      if (!isPreviewToken(token)) return undefined;
      const sealed = Buffer.from(token.slice(PREFIX.length), 'base64url');
      // One token has one spelling.
      if (sealed.toString('base64url') !== token.slice(PREFIX.length)) return undefined;
      let text: string;
      try {
        text = secrets.decrypt(PURPOSE, sealed.toString('base64'));
      } catch {
        return undefined;
      }
      const said = parsed(text) as { view?: unknown; expiresAt?: unknown } | undefined;
      const view = previewViewSchema.safeParse(said?.view);
      return view.success && typeof said?.expiresAt === 'number' && said.expiresAt > now()
        ? view.data
        : undefined;
    },
    async look(view, told = {}) {
      const { who } = view;
      const at = view.at ?? now();
      const stranger = async (asStranger: boolean): Promise<PreviewLook> => {
        const context = contextFor(view, told, nobody, agreedOf({}, policy), at);
        return { standing: (await ports.foresee(null, context, at)) ?? new Map(), at, asStranger };
      };
      if (who.kind === 'stranger') return stranger(false);
      if (who.kind === 'segments') {
        const context = contextFor(view, told, nobody, PURPOSES, at);
        return { standing: await ports.imagine(new Set(who.keys), context, at), at, asStranger: false };
      }
      const known = await ports.about(who.profileId);
      if (!allows(known.consent, 'personalisation', policy, NO_SIGNALS)) return stranger(true);
      const context = contextFor(view, told, known, agreedOf(known.consent, policy), at);
      const standing =
        view.at === undefined
          ? await ports.decide(who.profileId, context)
          : await ports.foresee(who.profileId, context, at);
      return standing ? { standing, at, asStranger: false } : stranger(true);
    },
  };
};
