import {
  chooseVariant,
  filesIn,
  type Experience,
  type Json,
  type Look,
  type Variant,
} from '../../../plugin/src';
import type { Log } from '../ports';
import { bare, type Entry } from './block';
import type { Shape, Shapes } from './shape';
import { isPlain, type Plain } from './plain';

/** Reads the files that variants put in the place of an entry's own. */
export interface FileStore {
  /** By id, as a public answer prints them; a file that is gone is missing. */
  load(ids: readonly number[]): Promise<ReadonlyMap<number, Plain>>;
}

/** The entries of an answer as one visitor sees them. */
export interface VariantView {
  onEntry(entry: Entry): Plain;
  /** The key of the variant that changed this entry, as it stands here. */
  exposureOf(entry: Entry): string | undefined;
}

/** What a variant puts in the place of an entry's own values, by attribute; of those that stand here. */
export interface Option {
  readonly variant: Variant;
  readonly values: ReadonlyMap<string, unknown>;
}

/** All variants of an entry, in the order in which they are tried. */
export type OptionsOf = (entry: Entry) => readonly Option[];

interface Needs {
  readonly shapes: Shapes;
  readonly files: FileStore;
  readonly log: Log;
}

const isMedia = (shape: Shape | undefined, name: string): boolean =>
  shape?.overridable.get(name)?.type === 'media';

export const createVariants = ({ shapes, files, log }: Needs) => {
  /** One look-up for all files that these variants name; undefined where they could not be read. */
  const filesOf = async (wanted: readonly number[]): Promise<ReadonlyMap<number, Plain> | undefined> => {
    if (wanted.length === 0) return new Map();
    try {
      return await files.load([...new Set(wanted)]);
    } catch (error) {
      log.error('Files of variants could not be read: the entries keep their own.', {
        code: String((error as Error & { code?: unknown }).code ?? (error as Error).name),
      });
      return undefined;
    }
  };

  const overridesIn = ({ uid, value }: Entry, variant: Variant): readonly (readonly [string, Json])[] => {
    const { overridable } = shapes.of(uid)!;
    return Object.entries(variant.overrides).filter(([name]) => name in value && overridable.has(name));
  };

  const filesNamed = (entry: Entry, variant: Variant): readonly number[] =>
    overridesIn(entry, variant).flatMap(([name, value]) =>
      isMedia(shapes.of(entry.uid), name) ? (filesIn(value) ?? []) : [],
    );

  const valuesOf = (
    entry: Entry,
    variant: Variant,
    found: ReadonlyMap<number, Plain>,
  ): ReadonlyMap<string, unknown> =>
    new Map(
      overridesIn(entry, variant).map(([name, value]) => [
        name,
        isMedia(shapes.of(entry.uid), name)
          ? mediaLike(entry.value[name], filesIn(value) ?? [], found)
          : value,
      ]),
    );

  return {
    /** Undefined where the files of some could not be read. */
    async options(
      entries: readonly Entry[],
      experienceOf: (entry: Entry) => Experience | null,
    ): Promise<OptionsOf | undefined> {
      const variantsOf = (entry: Entry) => experienceOf(entry)?.variants ?? [];
      const found = await filesOf(
        entries.flatMap((entry) => variantsOf(entry).flatMap((variant) => filesNamed(entry, variant))),
      );
      return (
        found &&
        ((entry) =>
          variantsOf(entry).map((variant) => ({ variant, values: valuesOf(entry, variant, found) })))
      );
    },

    async look(
      entries: readonly Entry[],
      experienceOf: (entry: Entry) => Experience | null,
      look: Look,
    ): Promise<VariantView> {
      const chosen = new Map<string, Variant>();
      for (const entry of entries) {
        const variant = chooseVariant(experienceOf(entry), look);
        if (variant) chosen.set(entry.name, variant);
      }
      const wanted = entries.flatMap((entry) => {
        const variant = chosen.get(entry.name);
        return variant ? filesNamed(entry, variant) : [];
      });
      const found = (await filesOf(wanted)) ?? new Map<number, Plain>();
      return {
        onEntry(entry) {
          const variant = chosen.get(entry.name);
          const own = bare(entry);
          const values = variant ? valuesOf(entry, variant, found) : undefined;
          return values && values.size > 0 ? { ...own, ...Object.fromEntries(values) } : own;
        },
        exposureOf(entry) {
          const variant = chosen.get(entry.name);
          return variant && overridesIn(entry, variant).length > 0 ? variant.key || undefined : undefined;
        },
      };
    },
  };
};

export type Variants = ReturnType<typeof createVariants>;

/**
 * Files in the form in which the entry's own stand in the answer: alone or in a list, in `data` and `attributes`
 * where Strapi's version 4 format puts them, and with the fields that were asked for, where the entry has a file to
 * tell them by. A file that is gone leaves the entry's own.
 */
const mediaLike = (own: unknown, ids: readonly number[], found: ReadonlyMap<number, Plain>): unknown => {
  const files = ids.map((id) => found.get(id)).filter(isPlain);
  if (files.length === 0 && ids.length > 0) return own;
  if (isPlain(own) && 'data' in own && Object.keys(own).length === 1) {
    const inside = isPlain(own.data) || Array.isArray(own.data) ? own.data : undefined;
    const sample = Array.isArray(inside) ? (inside[0] as unknown) : inside;
    const attributes = isPlain(sample) ? sample.attributes : undefined;
    const wrapped = files.map(({ id, documentId, ...rest }) => ({
      id,
      documentId,
      attributes: withFieldsOf(attributes, rest),
    }));
    return { data: Array.isArray(own.data) ? wrapped : (wrapped[0] ?? null) };
  }
  if (Array.isArray(own)) return files.map((file) => withFieldsOf(own[0], file));
  return files[0] ? withFieldsOf(own, files[0]) : null;
};

const withFieldsOf = (sample: unknown, file: Plain): Plain =>
  isPlain(sample)
    ? Object.fromEntries(Object.keys(sample).flatMap((name) => (name in file ? [[name, file[name]]] : [])))
    : file;
