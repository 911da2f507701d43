import cartAbandonment from '../../../templates/flows/cart-abandonment.json';

import type { FlowDefinition } from '../../../plugin/src';

/** A ready flow: what ships in `templates/flows`. */
export interface FlowTemplate {
  readonly key: string;
  readonly name: string;
  readonly description: string;
  readonly definition: FlowDefinition;
}

export const flowTemplates = [cartAbandonment] as unknown as readonly FlowTemplate[];
