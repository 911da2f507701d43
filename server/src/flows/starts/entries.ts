import { isEntryStart, type EntryChange, type EntryTrigger, type JsonObject } from '../../../../plugin/src';
import type { Clock, Transact, Tx } from '../../ports';
import type { Catalogue } from '../catalogue';
import type { FlowStore } from '../flow-store';
import type { ScheduleStore } from './schedule-store';

/** An entry as it was written. */
export interface WrittenEntry extends EntryChange {
  readonly documentId: string;
  /** What events call it by, where it is something the shop sells. */
  readonly productId: string | null;
}

export interface Entries {
  /** Whether a live flow looks at entries of this type; known without asking anybody, since entries are written often. */
  watches(type: string): boolean;
  /** Which types are looked at is read again. */
  look(): Promise<void>;
  /** Has the flows that look for this start their people, in portions; once for all languages that were written at once. */
  written(tx: Tx, languages: readonly WrittenEntry[]): Promise<void>;
}

interface Needs {
  readonly flows: Pick<FlowStore, 'open'>;
  readonly catalogue: Catalogue;
  readonly slots: Pick<ScheduleStore, 'add'>;
  readonly transact: Transact;
  readonly now: Clock;
}

interface Watching {
  readonly flowId: string;
  readonly version: number;
  readonly trigger: EntryTrigger;
}

const NAMES = { published: 'Entry Published', changed: 'Entry Changed' } as const;

const propertiesOf = ({ type, documentId, productId, before, after }: WrittenEntry): JsonObject => ({
  type,
  entry_id: documentId,
  ...(productId === null ? {} : { product_id: productId }),
  entry: after,
  before: before ?? {},
});

export const createEntries = ({ flows, catalogue, slots, transact, now }: Needs): Entries => {
  let watching: readonly Watching[] = [];

  const look = async (): Promise<void> => {
    const open = await transact((tx) => flows.open(tx));
    const found: Watching[] = [];
    for (const { id: flowId, status, version } of open) {
      if (status !== 'live') continue;
      const { trigger } = (await catalogue.version(null, flowId, version)).definition;
      if (trigger.kind === 'entry') found.push({ flowId, version, trigger });
    }
    watching = found;
  };

  return {
    watches: (type) => watching.some(({ trigger }) => trigger.type === type),
    look,
    async written(tx, languages) {
      const at = now();
      for (const { flowId, version, trigger } of watching) {
        const entry = languages.find((each) => isEntryStart(trigger, each));
        if (!entry) continue;
        const event = { name: NAMES[trigger.on], at, properties: propertiesOf(entry) };
        await slots.add(tx, { flowId, version, at, event });
      }
    },
  };
};
