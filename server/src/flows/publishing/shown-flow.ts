import type { FlowDefinition, FlowProblem, FlowStory } from '../../../../plugin/src';
import type { FlowStatus } from '../flow-store';
import type { RunCounts } from '../turn/run-store';

/** A flow as a list shows it. */
export interface ListedFlow {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly status: FlowStatus;
  readonly version: number | null;
  readonly changed: boolean;
  readonly sentence: string;
  readonly runs: RunCounts;
  readonly nextAt: number | null;
  readonly createdAt: number;
  readonly updatedAt: number;
}

export interface WholeFlow extends ListedFlow {
  readonly draft: FlowDefinition;
  readonly published: FlowDefinition | null;
  readonly story: FlowStory;
  readonly problems: readonly FlowProblem[];
}

export interface NewFlow {
  /** Made of the name when left out. */
  readonly key?: string;
  readonly name: string;
  readonly draft: FlowDefinition;
}
