import { PluginError, type UsagePlace } from '../../../../plugin/src';

/** Where something uses a segment: `flow "Win back"`, with enough to lead there. */
export type Place = UsagePlace;

const MOST_NAMED = 5;

/** Throws `in-use` with the places named. */
export const refuseUsed = (whole: string, places: readonly Place[]): void => {
  if (places.length === 0) return;
  const named = places.slice(0, MOST_NAMED).map(({ what, name }) => `${what} "${name}"`);
  const more = places.length > MOST_NAMED ? ` and ${places.length - MOST_NAMED} more` : '';
  throw new PluginError('in-use', `${whole} is used by ${named.join(', ')}${more}.`, {
    places: places.slice(0, 100),
  });
};
