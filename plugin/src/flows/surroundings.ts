import type { FlowNames } from './called';

/** What a template prints that a flow must bring to it. */
export interface TemplateAsks {
  /** What is in a cart. */
  readonly cart: boolean;
  /** Discount codes, by the steps that draw them. */
  readonly codes: readonly string[];
}

/** What exists outside the flow, by key. */
export interface Surroundings {
  readonly templates: ReadonlySet<string>;
  readonly segments: ReadonlySet<string>;
  /** Segments that a request has a say in: nobody enters or leaves them, and nobody is in one between two visits. */
  readonly requestSegments?: ReadonlySet<string>;
  /** Static segments: those that a flow can put people into. */
  readonly lists?: ReadonlySet<string>;
  /** Live flows, each with those that it starts without a wait. */
  readonly flows?: ReadonlyMap<string, readonly string[]>;
  /** Connections to CRMs, by id. */
  readonly connections?: ReadonlySet<string>;
  /** Saved groups, by key. */
  readonly groups?: ReadonlySet<string>;
  /** What templates print that their flows must bring, by key. */
  readonly asks?: ReadonlyMap<string, TemplateAsks>;
  /** What these are called. */
  readonly names?: FlowNames;
  /** This flow's own key. */
  readonly self?: string;
}
