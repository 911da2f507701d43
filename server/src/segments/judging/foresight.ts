import { isUnnamedKey, noFacts, type Facts, type JsonObject } from '../../../../plugin/src';
import type { CatalogueReader } from '../catalogue';
import { decideStranger } from './decide';
import { decideEach, type Decision } from './decide-each';
import type { People } from '../person';
import { joinWanted } from '../wanted';
import { decideAll } from './together';

interface Needs {
  readonly catalogue: CatalogueReader;
  readonly people: People;
}

export interface Foresight {
  /**
   * Where somebody will stand at a moment to come if nothing happens until then: all is judged on their facts, and
   * nothing is kept. Null is a stranger; undefined is the answer for somebody who is no more.
   */
  foresee(profileId: string | null, context: JsonObject, at: number): Promise<Decision | undefined>;
  /**
   * A stranger who is in just these named segments: what a block's own condition asks of them holds, and of facts
   * they have none. An unnamed one that is given holds whatever it asks.
   */
  imagine(inside: ReadonlySet<string>, context: JsonObject, at: number): Promise<Decision>;
}

/** For previews: what a page would show to whom, at times and to people that are not visiting. */
export const createForesight = ({ catalogue, people }: Needs): Foresight => {
  return {
    async foresee(profileId, context, at) {
      const known = await catalogue.read(null);
      if (profileId === null) return decideStranger(known, () => context, at);
      const wanted = joinWanted(known.ready.map((one) => one.wanted));
      const [person] = await people.facts(null, [profileId], wanted, at);
      if (!person) return undefined;
      const inside = new Set<string>();
      const facts: Facts = { ...noFacts(), ...person, context, segments: inside };
      return decideAll(known, known.ready, facts, at, inside);
    },
    async imagine(inside, context, at) {
      const { ready } = await catalogue.read(null);
      const named = new Set(inside);
      const facts: Facts = { ...noFacts(context), segments: named };
      const given = ready.filter(({ segment }) => inside.has(segment.key));
      const asked = ready.filter(({ segment }) => !inside.has(segment.key));
      const judged = decideEach(
        asked,
        ({ whole, segment: { key } }) => ({ value: isUnnamedKey(key) && whole.test(facts, at), until: null }),
        named,
      );
      const held = given.map(({ segment: { key } }) => [key, true] as const);
      return { ...judged, standing: new Map([...judged.standing, ...held]) };
    },
  };
};
