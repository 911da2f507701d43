import { isPluginError, type Json, type JsonObject } from '../../../../plugin/src';
import type { Tx } from '../../ports';
import type { Applied, InwardHandler } from '../outbox/effect';

/** What steps may change of a person. Each throws a PluginError before anything is written, or writes it whole. */
export interface OurPeople {
  applyTraits(tx: Tx, profileId: string, traits: JsonObject): Promise<void>;
  setTag(tx: Tx, profileId: string, tag: string, on: boolean): Promise<void>;
  /** False when there is no static segment of this key. */
  setMember(tx: Tx, profileId: string, segment: string, on: boolean): Promise<boolean>;
}

const DONE: Applied = { outcome: 'done' };

/** Refused before anything was written: the transaction goes on, and the step takes its other way. */
const orRefused = async (work: Promise<Applied>): Promise<Applied> => {
  try {
    return await work;
  } catch (error) {
    if (!isPluginError(error)) throw error;
    return { outcome: 'failed', reason: error.code };
  }
};

const inward = (
  work: (tx: Tx, profileId: string, payload: JsonObject) => Promise<Applied>,
): InwardHandler => ({
  apply: (tx, { profileId, payload }) => orRefused(work(tx, profileId, payload)),
});

/** The effects of steps that change what we know of a person. */
export const createPeopleEffects = (people: OurPeople): Readonly<Record<string, InwardHandler>> => ({
  'set-trait': inward(async (tx, profileId, { name, value }) => {
    await people.applyTraits(tx, profileId, { [String(name)]: value as Json });
    return DONE;
  }),
  tag: inward(async (tx, profileId, { tag, change }) => {
    await people.setTag(tx, profileId, String(tag), change === 'add');
    return DONE;
  }),
  list: inward(async (tx, profileId, { segment, change }) => {
    const found = await people.setMember(tx, profileId, String(segment), change === 'add');
    return found ? DONE : { outcome: 'failed', reason: 'the list is gone' };
  }),
});
