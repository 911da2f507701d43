import {
  conditionsEndpoints,
  connectorsEndpoints,
  emailsEndpoints,
  flowsEndpoints,
  segmentsEndpoints,
  type AnswerOf,
} from '../../../plugin/src';
import type { Call } from './call';
import type { NamedConnection } from './connection-names';
import type { ForeignKinds } from './language';
import type { EmailThing, FlowThing, GroupThing, SegmentThing } from './thing';

/** A thing as it stands in Strapi, with what is needed to change it. */
export interface Standing<T> {
  readonly id: string;
  readonly thing: T;
}

type ShownFlow = AnswerOf<typeof flowsEndpoints.get>['data'];

interface StandingFlow extends Standing<FlowThing> {
  readonly status: ShownFlow['status'];
  /** The draft is not what was published last. */
  readonly changed: boolean;
}

/** All that a Strapi holds of what is carried between environments, CRM lists under the ids they have there. */
export interface House {
  readonly emails: readonly (Standing<EmailThing> & { readonly revision: number })[];
  readonly groups: readonly Standing<GroupThing>[];
  readonly segments: readonly (Standing<SegmentThing> & { readonly atMost: boolean })[];
  readonly flows: readonly StandingFlow[];
  /** Keys of the segments that mirror a list of a CRM: they come with their connection. */
  readonly mirrors: readonly string[];
  readonly connections: readonly NamedConnection[];
  /** The kinds of step and of condition that extensions brought there, beside ours. */
  readonly kinds: ForeignKinds;
}

/** The house changed while it was being read; it must be read again. */
export class MovedFault extends Error {
  override readonly name = 'MovedFault';
}

const PAGE = 100;
const AT_ONCE = 6;

interface Paged<Row> {
  readonly data: readonly Row[];
  readonly meta: { readonly pagination: { readonly total: number } };
}

/** Every row, page by page, by key. */
const everything = async <Row extends { readonly key: string }>(
  what: string,
  read: (page: { page: number; pageSize: number }) => Promise<Paged<Row>>,
): Promise<readonly Row[]> => {
  const rows = new Map<string, Row>();
  for (let page = 1; ; page += 1) {
    const { data, meta } = await read({ page, pageSize: PAGE });
    for (const row of data) rows.set(row.key, row);
    const { total } = meta.pagination;
    if (data.length > 0 && page * PAGE < total) continue;
    // A row made or deleted meanwhile moves others over the edge of a page.
    if (rows.size !== total) throw new MovedFault(`The ${what} changed while they were read. Run it again.`);
    return [...rows.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
  }
};

/** A few at a time, answered in their order. */
const each = async <Row, Found>(
  rows: readonly Row[],
  read: (row: Row) => Promise<Found>,
): Promise<readonly Found[]> => {
  const found: Found[] = [];
  for (let from = 0; from < rows.length; from += AT_ONCE) {
    found.push(...(await Promise.all(rows.slice(from, from + AT_ONCE).map(read))));
  }
  return found;
};

const readEmails = async (call: Call): Promise<House['emails']> => {
  const listed = await everything('e-mails', (page) => call(emailsEndpoints.list, page));
  return each(listed, async ({ id }) => {
    const { key, name, subject, html, text, layout, sample, revision } = (
      await call(emailsEndpoints.get, { id })
    ).data;
    const body = { name, subject, html, text, layout, sample };
    return { id, revision, thing: { what: 'emails', key, body } };
  });
};

/** Named by their key, which is their id. */
const readGroups = async (call: Call): Promise<House['groups']> => {
  const { data } = await call(segmentsEndpoints.groups, {});
  const keys = data.map(({ key }) => key).sort();
  return each(keys, async (key) => {
    const { name, values } = (await call(segmentsEndpoints.group, { key })).data;
    return { id: key, thing: { what: 'groups', key, body: { name, values } } };
  });
};

type ShownSegment = AnswerOf<typeof segmentsEndpoints.list>['data'][number];

const segmentOf = (shown: ShownSegment, kind: 'live' | 'static'): House['segments'][number] => {
  const { id, key, name, description, purpose, owner, folder, tags, condition, atMost } = shown;
  const notes = { name, description, purpose, owner, folder, tags, kind };
  const body = kind === 'live' ? { ...notes, condition } : notes;
  return { id, atMost, thing: { what: 'segments', key, body } };
};

const readFlows = async (call: Call, emails: House['emails']): Promise<House['flows']> => {
  // A step may name its template by either.
  const keyOf = new Map(emails.map(({ id, thing }) => [id, thing.key]));
  const listed = await everything('flows', (page) => call(flowsEndpoints.list, page));
  return each(listed, async ({ id }) => {
    const { key, name, draft, status, changed } = (await call(flowsEndpoints.get, { id })).data;
    const steps = Object.entries(draft.steps).map(([step, options]) => {
      const template = keyOf.get(String(options.template));
      const byKey = options.kind === 'send-email' && template !== undefined;
      return [step, byKey ? { ...options, template } : options] as const;
    });
    const definition = { ...draft, steps: Object.fromEntries(steps) };
    return { id, status, changed, thing: { what: 'flows', key, body: { name, definition } } };
  });
};

/** Reads it whole. Throws a CallFault or a MovedFault. */
export const readHouse = async (call: Call): Promise<House> => {
  const emails = await readEmails(call);
  const groups = await readGroups(call);
  const segments = await everything('segments', (page) => call(segmentsEndpoints.list, page));
  const flows = await readFlows(call, emails);
  const steps = (await call(flowsEndpoints.kinds, {})).data;
  const conditions = (await call(conditionsEndpoints.kinds, {})).data;
  const connections = (await call(connectorsEndpoints.list, {})).data;
  return {
    emails,
    groups,
    segments: segments.flatMap((shown) => (shown.kind === 'crm' ? [] : [segmentOf(shown, shown.kind)])),
    flows,
    mirrors: segments.filter(({ kind }) => kind === 'crm').map(({ key }) => key),
    connections: connections.map(({ id, name }) => ({ id, name })),
    kinds: {
      steps: new Set(steps.map(({ kind }) => kind)),
      conditions: new Set(conditions.map(({ kind }) => kind)),
    },
  };
};
