import { isUnnamedKey, noFacts, type Facts, type JsonObject } from '../../../plugin/src';
import type { CatalogueReader, ReadySegment } from './catalogue';
import { decideStranger, type Decision } from './decide';
import type { People } from './person';
import { joinWanted } from './wanted';

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
  /** One that cannot be judged is not among them. */
  const judgeEach = (ready: readonly ReadySegment[], judge: (one: ReadySegment) => boolean): Decision => {
    const standing = new Map<string, boolean>();
    for (const one of ready) {
      try {
        standing.set(one.segment.key, judge(one));
      } catch {
        continue;
      }
    }
    return { standing, until: null };
  };

  return {
    async foresee(profileId, context, at) {
      const known = await catalogue.read(null);
      if (profileId === null) return decideStranger(known, () => context, at);
      const wanted = joinWanted(known.ready.map((one) => one.wanted));
      const [person] = await people.facts(null, [profileId], wanted, at);
      if (!person) return undefined;
      const inside = new Set<string>();
      const facts: Facts = { ...noFacts(context), ...person, segments: inside };
      return judgeEach(known.ready, ({ whole, segment }) => {
        const { value } = whole.until(facts, at);
        if (value) inside.add(segment.key);
        return value;
      });
    },
    async imagine(inside, context, at) {
      const { ready } = await catalogue.read(null);
      const facts: Facts = { ...noFacts(context), segments: inside };
      return judgeEach(
        ready,
        ({ whole, segment: { key } }) => inside.has(key) || (isUnnamedKey(key) && whole.test(facts, at)),
      );
    },
  };
};
