import { isJsonObject, type Json, type JsonObject } from '../../../../plugin/src/json';

/** `{ "$gte": 3 }` as [at least] [3]. */
export interface Amount {
  readonly operator: string;
  readonly value: Json;
}

/** Reads a test of one operator; several at once are more than a row can show. */
export const amountOf = (test: Json | undefined, otherwise: Amount): Amount | undefined => {
  if (test === undefined) return otherwise;
  if (!isJsonObject(test)) return { operator: '$eq', value: test };
  const [entry, ...more] = Object.entries(test);
  return entry && more.length === 0 ? { operator: entry[0], value: entry[1] } : undefined;
};

export const testOf = ({ operator, value }: Amount): JsonObject => ({ [operator]: value });

export interface DurationParts {
  readonly count: number;
  readonly unit: string;
}

/** `30d` as 30 and d. */
export const durationParts = (text: string): DurationParts | undefined => {
  const match = /^(\d+)([smhd])$/.exec(text);
  return match ? { count: Number(match[1]), unit: match[2] ?? 'd' } : undefined;
};
