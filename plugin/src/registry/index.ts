import { PluginError } from '../errors';

/** What every extension point's definition has: the word it is stored under and the word it is shown under. */
export interface Definition {
  readonly kind: string;
  readonly label: string;
}

/** Where an extension belongs: each `defineX` stamps its definitions with one. */
export type ExtensionPoint =
  | 'condition-kind'
  | 'flow-step'
  | 'crm-connector'
  | 'email-transport'
  | 'job-queue';

/** What `extensions` in the plugin's configuration is a list of. */
export interface Extension extends Definition {
  readonly point: ExtensionPoint;
}

export interface Registry<D extends Definition> {
  /** Throws `not-found`, naming the kinds that exist. */
  get(kind: string): D;
  has(kind: string): boolean;
  all(): readonly D[];
}

/** A fixed table of definitions by kind. Two of one kind are refused: which of them would win is nobody's guess. */
export const createRegistry = <D extends Definition>(
  point: string,
  definitions: readonly D[],
): Registry<D> => {
  const byKind = new Map<string, D>();
  for (const definition of definitions) {
    if (byKind.has(definition.kind)) {
      throw new PluginError('conflict', `Two ${point} definitions have the kind "${definition.kind}".`);
    }
    byKind.set(definition.kind, definition);
  }
  return {
    get(kind) {
      const found = byKind.get(kind);
      if (!found) {
        const known = [...byKind.keys()].join(', ');
        throw new PluginError(
          'not-found',
          `There is no ${point} of the kind "${kind}". There are: ${known}.`,
        );
      }
      return found;
    },
    has: (kind) => byKind.has(kind),
    all: () => [...byKind.values()],
  };
};
