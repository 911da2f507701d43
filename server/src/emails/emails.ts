import {
  PluginError,
  type EmailProblem,
  type EmailSource,
  type ShownEmail,
  type TemplateAsks,
} from '../../../plugin/src';
import type { Clock, NewId } from '../ports';
import { problemLine } from './composer';
import type { EmailStore, StoredEmail } from './email-store';
import type { Renderer } from './rendering/renderer';
import { sameSource, sourceOf, type ShippedEmail } from './shipped';

type Changes = Partial<EmailSource> & { readonly name?: string; readonly revision?: number };

/** A template as flows know it. */
export interface NamedTemplate {
  readonly name: string;
  readonly asks: TemplateAsks;
}

export interface Emails {
  list(
    search: string,
    page: number,
    pageSize: number,
  ): Promise<{ rows: readonly ShownEmail[]; total: number }>;
  get(idOrKey: string): Promise<ShownEmail>;
  create(given: EmailSource & { readonly name: string; readonly key?: string }): Promise<ShownEmail>;
  update(idOrKey: string, changes: Changes): Promise<ShownEmail>;
  delete(idOrKey: string): Promise<ShownEmail>;
  reset(idOrKey: string): Promise<ShownEmail>;
  /** What stands against saving this. */
  check(source: EmailSource): readonly EmailProblem[];
  /** Stores each shipped template that is not there yet. */
  seed(): Promise<void>;
  /** Of those that exist: what they are called, and what a flow must bring to them. */
  named(keys: readonly string[]): Promise<ReadonlyMap<string, NamedTemplate>>;
}

interface Needs {
  readonly store: EmailStore;
  readonly renderer: Renderer;
  readonly asks: (source: EmailSource) => TemplateAsks;
  readonly shipped: readonly ShippedEmail[];
  /** The names of the flows that send this template. */
  readonly usedBy: (key: string) => Promise<readonly string[]>;
  readonly now: Clock;
  readonly newId: NewId;
}

export const createEmails = ({ store, renderer, asks, shipped, usedBy, now, newId }: Needs): Emails => {
  const original = (key: string) => shipped.find((email) => email.key === key);
  const show = (email: StoredEmail): ShownEmail => {
    const base = original(email.key);
    return {
      ...email,
      shipped: base !== undefined,
      edited: base !== undefined && !sameSource(base, email),
      problems: [...renderer.check(email)],
    };
  };
  const find = async (idOrKey: string): Promise<StoredEmail> => {
    const email = await store.find(idOrKey);
    if (!email) throw new PluginError('not-found', 'There is no such e-mail template.');
    return email;
  };
  const insert = async (source: EmailSource, name: string, key: string): Promise<StoredEmail | undefined> => {
    const at = now();
    const email = { ...sourceOf(source), id: newId(), key, name, revision: 1, createdAt: at, updatedAt: at };
    return (await store.insert(email)) ? email : undefined;
  };
  const save = async (email: StoredEmail, changes: Changes): Promise<ShownEmail> => {
    if (changes.revision !== undefined && changes.revision !== email.revision) throw savedMeanwhile();
    const next = { ...email, ...defined(changes), revision: email.revision + 1, updatedAt: now() };
    if (!(await store.save(next))) throw savedMeanwhile();
    return show(next);
  };

  return {
    async list(search, page, pageSize) {
      const { rows, total } = await store.list(search, page, pageSize);
      return { rows: rows.map(show), total };
    },
    get: async (idOrKey) => show(await find(idOrKey)),
    async named(keys) {
      const found = await Promise.all(
        keys.map(async (key) => {
          const email = await store.find(key);
          return email ? [[key, { name: email.name, asks: asks(email) }] as const] : [];
        }),
      );
      return new Map(found.flat());
    },
    check: (source) => renderer.check(source),
    async create({ name, key, ...source }) {
      refuseBroken(renderer.check(source));
      const wanted = key ?? keyOf(name);
      const email = await insert(source, name, wanted);
      if (!email) throw new PluginError('conflict', `The key "${wanted}" is taken. Choose another.`);
      return show(email);
    },
    async update(idOrKey, changes) {
      const email = await find(idOrKey);
      refuseBroken(renderer.check({ ...sourceOf(email), ...defined(changes) }));
      return save(email, changes);
    },
    async delete(idOrKey) {
      const email = await find(idOrKey);
      if (original(email.key)) {
        throw new PluginError(
          'conflict',
          'This template came with the plugin. It can be reset, not deleted.',
        );
      }
      const flows = await usedBy(email.key);
      if (flows.length > 0) {
        throw new PluginError('in-use', `These flows send it: ${flows.join(', ')}.`, { flows });
      }
      await store.delete(email.id);
      return show(email);
    },
    async reset(idOrKey) {
      const email = await find(idOrKey);
      const base = original(email.key);
      if (!base) throw new PluginError('conflict', 'Only templates that came with the plugin can be reset.');
      return save(email, { ...sourceOf(base), name: base.name });
    },
    async seed() {
      for (const email of shipped) {
        if (!(await store.find(email.key))) await insert(email, email.name, email.key);
      }
    },
  };
};

const savedMeanwhile = () =>
  new PluginError('conflict', 'Somebody else saved this template meanwhile. Load it again, then save.');

const refuseBroken = (problems: readonly EmailProblem[]): void => {
  if (problems.length === 0) return;
  throw new PluginError('invalid', problems.map(problemLine).join('; '), { problems });
};

const defined = <T extends object>(fields: T): Partial<T> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<T>;

const keyOf = (name: string): string =>
  (
    name
      .toLowerCase()
      .normalize('NFKD')
      .replace(/[\u0300-\u036f]/g, '')
      .match(/[a-z0-9]+/g) ?? ['email']
  )
    .join('-')
    .slice(0, 60)
    .replace(/-+$/, '');
