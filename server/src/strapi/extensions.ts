import { z } from 'zod';

import type {
  AnyDefinition,
  CrmConnectorDefinition,
  EmailTransportDefinition,
  Extension,
  ExtensionPoint,
  FlowStepDefinition,
  JobQueueDefinition,
} from '../../../plugin/src';

interface Definitions {
  readonly 'condition-kind': AnyDefinition;
  readonly 'flow-step': FlowStepDefinition;
  readonly 'crm-connector': CrmConnectorDefinition;
  readonly 'email-transport': EmailTransportDefinition;
  readonly 'job-queue': JobQueueDefinition;
}

const POINTS: Readonly<Record<ExtensionPoint, string>> = {
  'condition-kind': 'defineConditionKind',
  'flow-step': 'defineFlowStep',
  'crm-connector': 'defineCrmConnector',
  'email-transport': 'defineEmailTransport',
  'job-queue': 'defineJobQueue',
};

const isExtension = (value: unknown): value is Extension =>
  typeof value === 'object' && value !== null && 'point' in value && String(value.point) in POINTS;

/** `extensions: [...]` in the configuration: what `defineX` of `strapi-plugin-attune/plugin` gives. */
export const extensionsSchema = z
  .array(
    z.custom<Extension>(isExtension, {
      error: `must be made with ${Object.values(POINTS).join(', ')}`,
    }),
  )
  .default([]);

/** Those that belong to one point, as that point's slice takes them. */
export const extensionsAt = <Point extends ExtensionPoint>(
  extensions: readonly Extension[],
  point: Point,
): readonly Definitions[Point][] =>
  extensions.filter((extension) => extension.point === point) as unknown as readonly Definitions[Point][];
