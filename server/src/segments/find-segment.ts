import { PluginError } from '../../../plugin/src';
import type { Segment } from './segment';

/** Throws `not-found`. */
export const findIn = (segments: readonly Segment[], idOrKey: string): Segment => {
  const found = segments.find(({ id, key }) => id === idOrKey || key === idOrKey);
  if (!found) throw new PluginError('not-found', 'There is no such segment.');
  return found;
};
