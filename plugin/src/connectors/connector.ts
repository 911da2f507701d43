import type { z } from 'zod';

import type { Definition, Extension } from '../registry';

/** A list of people as a CRM keeps it. */
export interface CrmList {
  readonly id: string;
  readonly name: string;
  /** Null where the CRM does not say. */
  readonly size: number | null;
}

export interface CrmContact {
  readonly id: string;
  readonly email: string | null;
  /** What becomes traits, already in our names; an empty value is null and deletes. */
  readonly traits: Readonly<Record<string, string | null>>;
}

/** `next` is given back to read on; null at the end. */
export interface CrmPage<T> {
  readonly rows: readonly T[];
  readonly next: string | null;
}

/** Putting people into lists that are kept by hand, and taking them out. Doing it twice is as doing it once. */
export interface CrmListChanges {
  /** Undefined where no contact has this address. */
  contactOf(email: string): Promise<string | undefined>;
  /** A fault `gone` where the list is no more, or the contact. */
  add(listId: string, contactId: string): Promise<void>;
  remove(listId: string, contactId: string): Promise<void>;
}

/** An open door to one account. Every call asks the CRM once and throws a CrmFault when that fails. */
export interface CrmConnector {
  /** Asks whether the token works. */
  test(): Promise<void>;
  lists(cursor: string | null): Promise<CrmPage<CrmList>>;
  /** Undefined when the CRM no longer has it. */
  list(id: string): Promise<CrmList | undefined>;
  /** Ids of contacts. A page may repeat one. */
  members(listId: string, cursor: string | null): Promise<CrmPage<string>>;
  /** Those of at most 250 that exist. */
  contacts(ids: readonly string[]): Promise<readonly CrmContact[]>;
  /** Contacts changed at or after `since` (epoch ms), in any list or none. */
  changed(since: number, cursor: string | null): Promise<CrmPage<CrmContact>>;
  /** Left out by a CRM whose lists cannot be changed from here. */
  readonly listChanges?: CrmListChanges;
}

export interface CrmAccess<Options> {
  readonly secret: string;
  readonly options: Options;
}

/** One kind of CRM. */
export interface CrmConnectorDefinition<Options = never> extends Definition {
  readonly description: string;
  /** What the secret is called there, and where it is found. */
  readonly secret: { readonly label: string; readonly help: string };
  /** Its JSON schema draws the form. */
  readonly options: z.ZodType<Options>;
  open(access: CrmAccess<Options>): CrmConnector;
}

/** Declares a CRM. Third parties pass theirs to the plugin's `extensions`. */
export const defineCrmConnector = <Options>(
  definition: CrmConnectorDefinition<Options>,
): CrmConnectorDefinition & Extension =>
  ({ ...definition, point: 'crm-connector' }) as unknown as CrmConnectorDefinition & Extension;
