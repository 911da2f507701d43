import { lapsingEvents, PluginError, type Flow, type FlowSteps } from '../../../plugin/src';
import type { Tx } from '../ports';
import type { FlowStore } from './flow-store';

/** A published version, ready to be moved through. */
export interface PublishedFlow extends Flow {
  /** Whether a step, or what its runs were begun for, must be judged by what is known of the person. */
  readonly wantsFacts: boolean;
}

/** Versions by flow and number. They never change, so that what was read once is kept. */
export interface Catalogue {
  version(tx: Tx | null, flowId: string, version: number): Promise<PublishedFlow>;
}

const MOST_KEPT = 500;

const wantsFacts = ({ definition, steps }: Flow): boolean =>
  lapsingEvents(definition).length > 0 ||
  Object.values(definition.steps).some((step) => {
    if (!steps.has(step.kind)) return false;
    const refers = steps.get(step.kind).behaviour.refers?.(step as never);
    return refers?.person === true || (refers?.conditions ?? []).length > 0;
  });

export const createCatalogue = (store: Pick<FlowStore, 'version'>, steps: FlowSteps): Catalogue => {
  const kept = new Map<string, PublishedFlow>();
  return {
    async version(tx, flowId, version) {
      const key = `${flowId}:${version}`;
      const known = kept.get(key);
      if (known) return known;
      const definition = await store.version(tx, flowId, version);
      if (!definition) throw new PluginError('not-found', `There is no version ${version} of this flow.`);
      const flow = { definition, steps };
      const published = { ...flow, wantsFacts: wantsFacts(flow) };
      if (kept.size >= MOST_KEPT) kept.clear();
      kept.set(key, published);
      return published;
    },
  };
};
