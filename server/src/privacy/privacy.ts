import { mailboxOf } from '../../../plugin/src';
import type { Clock, NewId, Secrets, Tx, Transact } from '../ports';
import type { KnownPerson, Profiles } from '../profiles';
import type { Consents } from './consents';
import type { Erasures } from './erasures';
import { isKnownByTrialsOnly } from './only-tried';
import type { AuditStore } from './privacy-store';
import type { Suppressions } from './suppressions';

export type ExportedTables = Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;

/** A known person together with the hashes under which tables that outlive erasure know the addresses. */
export interface HashedPerson extends KnownPerson {
  readonly emailHashes: readonly string[];
  readonly mailboxHashes: readonly string[];
}

/** Every table that holds somebody, as the rim declares them. */
export interface PeopleTables {
  exportRows(person: HashedPerson, tx?: Tx): Promise<ExportedTables>;
  /** All in this one transaction. */
  erase(tx: Tx, person: HashedPerson): Promise<void>;
}

export interface Erased {
  readonly profileId: string;
  readonly erasedAt: number;
  /** The living profile and those once merged into it. */
  readonly profiles: number;
}

export interface Privacy
  extends Consents, Omit<Suppressions, 'bury' | 'list' | 'check'>, Pick<Erasures, 'erasedAt'> {
  readonly suppressions: Suppressions;
  export(
    profileId: string,
    actor: string,
  ): Promise<{ profileId: string; exportedAt: number; tables: ExportedTables } | undefined>;
  /** Deletes the person from every table. Undefined when there is nobody of this id. */
  erase(profileId: string, actor: string): Promise<Erased | undefined>;
  /**
   * Erases a device that nobody is known behind and that was not seen since: nobody asked, so nothing is suppressed
   * or audited. Whoever came back meanwhile, or turned out to be somebody, stays.
   */
  forget(profileId: string, unseenSince: number): Promise<void>;
  /**
   * The same for whom a trial of a flow has made, at that moment or later, when nothing else is known of them; says
   * whether they are gone.
   */
  forgetTried(profileId: string, since: number): Promise<boolean>;
}

interface Needs {
  readonly consents: Consents;
  readonly suppressions: Suppressions;
  readonly erasures: Erasures;
  readonly profiles: Profiles;
  readonly tables: PeopleTables;
  readonly audit: AuditStore;
  readonly transact: Transact;
  readonly secrets: Secrets;
  readonly now: Clock;
  readonly newId: NewId;
}

export const createPrivacy = (needs: Needs): Privacy => {
  const { consents, suppressions, erasures, profiles, tables, audit, transact, secrets, now, newId } = needs;

  const hashed = (person: KnownPerson): HashedPerson => ({
    ...person,
    emailHashes: person.emails.map(suppressions.hashOf),
    mailboxHashes: person.emails.map((email) => suppressions.hashOf(mailboxOf(email))),
  });
  const note = (tx: Tx, actor: string, action: string, person: KnownPerson) =>
    audit.append(tx, {
      id: newId(),
      at: now(),
      actor,
      action,
      subjectHash: secrets.hash(
        'subject',
        person.emails[0] ?? person.userIds[0] ?? person.profileIds[0] ?? '',
      ),
      details: { profiles: person.profileIds.length },
    });
  /** The address a device claimed is buried too, unless it is proven to be somebody else's. */
  const claimedBy = async (tx: Tx, profileId: string): Promise<readonly string[]> => {
    const claimed = (await profiles.get(profileId, tx))?.claimedEmail;
    if (!claimed) return [];
    return (await profiles.find({ kind: 'email', value: claimed }, tx)) ? [] : [claimed];
  };

  return {
    ...consents,
    ...suppressions,
    suppressions,
    erasedAt: erasures.erasedAt,
    async export(profileId, actor) {
      const person = await profiles.person(profileId);
      if (!person) return undefined;
      await transact((tx) => note(tx, actor, 'export', person));
      return {
        profileId: person.profileIds[0] ?? profileId,
        exportedAt: now(),
        tables: await tables.exportRows(hashed(person)),
      };
    },
    erase: (profileId, actor) =>
      transact(async (tx) => {
        // Whoever is writing about somebody comes to an end first; whoever waits finds the person gone, and since when.
        await profiles.holdOffResolving(tx);
        await profiles.lock(tx, profileId);
        const person = await profiles.person(profileId, tx);
        if (!person) return undefined;
        const [living = profileId] = person.profileIds;
        const addresses = [...person.emails, ...(await claimedBy(tx, living))];
        const gone = { ...person, emails: addresses };
        await tables.erase(tx, hashed(gone));
        await suppressions.bury(tx, addresses, person.externals);
        const erasedAt = now();
        await erasures.note(tx, gone, erasedAt);
        await note(tx, actor, 'erase', person);
        return { profileId: living, erasedAt, profiles: person.profileIds.length };
      }),
    forget: (profileId, unseenSince) =>
      transact(async (tx) => {
        const profile = await profiles.lock(tx, profileId);
        const isStranger = profile?.id === profileId && profile.userId === null && profile.email === null;
        if (!isStranger || profile.lastSeenAt >= unseenSince) return;
        const person = await profiles.person(profileId, tx);
        if (person) await tables.erase(tx, hashed(person));
      }),
    forgetTried: (profileId, since) =>
      transact(async (tx) => {
        const profile = await profiles.lock(tx, profileId);
        const isMadeByIt = profile?.id === profileId && profile.userId === null && profile.createdAt >= since;
        const person = isMadeByIt ? await profiles.person(profileId, tx) : undefined;
        if (!person || !isKnownByTrialsOnly(await tables.exportRows(hashed(person), tx))) return false;
        await tables.erase(tx, hashed(person));
        return true;
      }),
  };
};
