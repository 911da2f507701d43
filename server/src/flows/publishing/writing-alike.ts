import { writeAlike, type FlowSteps } from '../../../../plugin/src';
import type { Catalogue } from '../catalogue';
import { MOST_FLOWS, type FlowStore, type StoredFlow } from '../flow-store';
import type { UsingFlow } from './naming';

interface Needs {
  readonly store: Pick<FlowStore, 'page'>;
  readonly catalogue: Catalogue;
  readonly steps: FlowSteps;
}

/** Live flows that begin with the same as this draft and write too. */
export const createWritingAlike =
  ({ store, catalogue, steps }: Needs) =>
  async ({ id, draft }: Pick<StoredFlow, 'id' | 'draft'>): Promise<readonly UsingFlow[]> => {
    const { rows } = await store.page(1, MOST_FLOWS);
    const found: UsingFlow[] = [];
    for (const other of rows) {
      if (other.status !== 'live' || other.version === null || other.id === id) continue;
      const { definition } = await catalogue.version(null, other.id, other.version);
      if (writeAlike(draft, definition, steps)) found.push({ id: other.id, name: other.name });
    }
    return found;
  };
