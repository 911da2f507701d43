import * as plugin from '../../../plugin/src';
import type { Endpoint } from '../../../plugin/src';

const isEndpoint = (value: unknown): value is Endpoint =>
  typeof value === 'object' && value !== null && 'lane' in value && 'path' in value && 'answer' in value;

/** Every endpoint that a slice's `endpoints.ts` declares: `segmentsEndpoints`, `flowsEndpoints` and so on. */
export const allEndpoints: readonly Endpoint[] = Object.entries(plugin)
  .filter(([name]) => name.endsWith('Endpoints'))
  .flatMap(([, group]) => Object.values(group as object))
  .filter(isEndpoint);
