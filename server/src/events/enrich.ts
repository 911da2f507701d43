import { coarsened, isJsonObject, type Geo, type Json, type JsonObject } from '../../../plugin/src';
import type { UserAgentFacts } from './user-agent';

/** What the request itself tells of its sender. Of a server key it tells nothing about the visitor. */
export interface RequestFacts {
  readonly geo?: Geo;
  readonly userAgent?: string;
}

const withDevice = (device: Json | undefined, type: string | undefined): Json | undefined => {
  if (!type) return device;
  return isJsonObject(device) ? { type, ...device } : { type };
};

/** An address, what is parsed below, and what was meant for us alone: proof and consent. */
const DROPPED: ReadonlySet<string> = new Set(['ip', 'userAgent', 'userAgentData', 'attune', 'consent']);

/** Where clients say themselves where their person is: `location` is Segment's word. */
const PLACES = ['geo', 'location'] as const;

/**
 * The context as it is kept: the user agent becomes device, browser and system; the IP address is dropped, and
 * coordinates are made coarse.
 */
export const enrich = (
  context: JsonObject,
  request: RequestFacts,
  readUserAgent: (userAgent: string) => UserAgentFacts,
): JsonObject => {
  const { userAgent } = context;
  const agent = typeof userAgent === 'string' && userAgent !== '' ? userAgent : request.userAgent;
  const facts = agent ? readUserAgent(agent) : {};
  const kept: Record<string, Json> = {};
  if (facts.browser) kept.browser = facts.browser;
  if (facts.os) kept.os = facts.os;
  if (request.geo) kept.geo = { ...request.geo };
  for (const key in context) {
    const value = context[key];
    if (value !== undefined && !DROPPED.has(key)) kept[key] = value;
  }
  for (const name of PLACES) if (kept[name] !== undefined) kept[name] = coarsened(kept[name]);
  const device = withDevice(kept.device, facts.device);
  if (device !== undefined) kept.device = device;
  return kept;
};
