import type { IncomingHttpHeaders } from 'node:http';

import {
  isPluginError,
  PURPOSES,
  privacyEndpoints,
  signalsOf,
  type Consent,
  type JsonObject,
} from '../../../../plugin/src';
import type { Clock, Transact } from '../../ports';
import { isSomebody, type Profile, type Profiles, type Reference } from '../../profiles';
import type { Keys } from '../../settings';
import { serve, type Call, type Served } from '../../strapi/endpoints';
import { speakerOf, type Privacy, type ReadVisitor, type Spoken } from '..';

/** How a caller of the public endpoints shows who it is: as on the tracking API. */
export interface Credentials {
  readonly read: (
    headers: IncomingHttpHeaders,
    body: JsonObject,
  ) => { readonly writeKey?: string; readonly jwt?: string };
  readonly sessionUser: (jwt: string) => Promise<Spoken['session']>;
  readonly visitor: ReadVisitor;
}

interface Needs {
  readonly privacy: Privacy;
  readonly profiles: Profiles;
  readonly keys: Pick<Keys, 'find'>;
  readonly credentials: Credentials;
  /** Throws for a caller who has used it up. */
  readonly allow: (caller: string) => void;
  readonly transact: Transact;
  readonly now: Clock;
}

type Input = Pick<Spoken, 'anonymousId' | 'visitor'> & { readonly writeKey?: string };

/** Without the device: whose word an answer is, is the house's business. */
const shown = (consent: Consent): Consent =>
  Object.fromEntries(
    PURPOSES.flatMap((purpose) => {
      const said = consent[purpose];
      return said ? [[purpose, { granted: said.granted, at: said.at, source: said.source }]] : [];
    }),
  );

const namesOf = ({ userId, anonymousId, email }: Reference) => [
  ...(userId ? [{ kind: 'userId' as const, value: userId }] : []),
  ...(anonymousId ? [{ kind: 'anonymousId' as const, value: anonymousId }] : []),
  ...(email ? [{ kind: 'email' as const, value: email }] : []),
];

/** `GET` and `POST /v1/consent`. The bare word of a device is told what that device has said, and nothing of its person. */
export const consentServed = (needs: Needs): readonly Served[] => {
  const { privacy, profiles, keys, credentials, allow, transact, now } = needs;

  const spoken = async ({ anonymousId, visitor, ...body }: Input, { ctx }: Call): Promise<Spoken> => {
    const { writeKey, jwt } = credentials.read(ctx.req.headers, body);
    return {
      anonymousId,
      visitor,
      key: writeKey === undefined ? undefined : await keys.find(writeKey),
      session: jwt === undefined ? undefined : await credentials.sessionUser(jwt),
      hasOrigin: ctx.req.headers.origin !== undefined,
    };
  };
  /** Whoever proves nothing may not try without end: neither devices nor tokens nor keys. */
  const speaker = async (input: Input, call: Call): Promise<Reference> => {
    const said = await spoken(input, call);
    const caller = `${call.ctx.ip} ${said.key?.id ?? ''}`;
    try {
      const reference = await speakerOf(said, credentials.visitor);
      if (!reference.proven) allow(caller);
      return reference;
    } catch (error) {
      if (!(isPluginError(error) && error.code === 'too-many')) allow(caller);
      throw error;
    }
  };
  const consentFor = async ({ proven, anonymousId }: Reference, profile: Profile | undefined) => {
    if (!profile) return {};
    const isOwn = proven || anonymousId === undefined || !isSomebody(profile);
    return isOwn ? profile.consent : privacy.ownAnswers(profile.id, anonymousId);
  };
  const answer = (consent: Consent, { ctx }: Call) => {
    const signals = signalsOf((name) => ctx.get(name));
    return {
      data: { decisions: { ...shown(consent) }, effective: { ...privacy.effective(consent, signals) } },
    };
  };

  return [
    serve(privacyEndpoints.consent, async (input, call) => {
      const reference = await speaker(input, call);
      let found: Profile | undefined;
      for (const name of namesOf(reference)) found ??= await profiles.find(name);
      return answer(await consentFor(reference, found), call);
    }),
    serve(privacyEndpoints.decide, async (input, call) => {
      const at = now();
      const reference = await speaker(input, call);
      const { decisions, source, wording } = input;
      const device = reference.proven ? undefined : reference.anonymousId;
      const id = await transact(async (tx) => {
        const names = namesOf(reference);
        // From here on nobody is erased; what was said before somebody was does not bring them back.
        await profiles.findMany(tx, names);
        const erased = await privacy.erasedAt(tx, names);
        if (erased.some((time) => time !== undefined && at <= time)) return undefined;
        const resolved = await profiles.resolve(tx, reference);
        await privacy.record(tx, resolved, decisions, { source, wording, at, device });
        return resolved;
      });
      const profile = id === undefined ? undefined : await profiles.get(id);
      return answer(await consentFor(reference, profile), call);
    }),
  ];
};
