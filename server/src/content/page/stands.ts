import type { Block } from '../block';
import type { Gate } from './gate';
import type { Alternative, Fill, List, Part, Parts } from './page';

/** A block on its way into a page: its audience may be known only when all have been found. */
export interface Found {
  readonly kind: 'block';
  readonly block: Block;
  readonly text: string;
}

/** A value, printed, or to be filled in when it is shown. */
export type Printed = string | Fill;

/** An item of a list that is no block, printed. */
export interface FoundList {
  readonly kind: 'list';
  readonly items: readonly (Found | string)[];
}

/** A value of an entry that has variants. */
export interface Varying {
  readonly kind: 'varying';
  /** The place of its entry among all. */
  readonly entry: number;
  readonly own: Printed;
  readonly variants: readonly { readonly gate: Gate; readonly printed: Printed }[];
}

/** Stands in the answer for what was taken out, and is printed as a token. */
export interface Stand {
  readonly what: Found | FoundList | Varying | Fill;
  toJSON(): string;
}

/** The places in one answer where what is shown depends on who looks. */
export interface Stands {
  make(what: Stand['what']): Stand;
  /** The parts of a text in which tokens stand. */
  parts(text: string, gateOf: (block: Block) => Gate): Parts;
}

/** `mark` stands nowhere else in the answer. */
export const createStands = (mark: string): Stands => {
  const stands: Stand[] = [];
  const token = `"${mark}:`;
  return {
    make(what) {
      const name = `${mark}:${stands.length}`;
      const stand = { what, toJSON: () => name };
      stands.push(stand);
      return stand;
    },
    parts(whole, gateOf) {
      // Most blocks hold nothing that was taken out of them.
      const split = (text: string): Parts => {
        const [first = '', ...others] = text.split(token);
        if (others.length === 0) return [text];
        const rest = others.flatMap((piece): Part[] => {
          const end = piece.indexOf('"');
          return [partOf(stands[Number(piece.slice(0, end))]!.what), piece.slice(end + 1)];
        });
        return [first, ...rest].filter((part) => part !== '');
      };
      const printed = (one: Printed): Parts => (typeof one === 'string' ? split(one) : [one]);
      const alternativeOf = ({ block, text }: Found): Alternative => ({
        gate: gateOf(block),
        parts: split(text),
      });
      const listOf = ({ items }: FoundList): List => {
        const made = items.map((item) =>
          typeof item === 'string' ? { gate: undefined, parts: split(item) } : alternativeOf(item),
        );
        return { kind: 'list', items: made, slotted: made.some(({ gate }) => gate?.slot !== undefined) };
      };
      const partOf = (what: Stand['what']): Part => {
        switch (what.kind) {
          case 'block':
            return { kind: 'choice', alternatives: [alternativeOf(what)], otherwise: ['null'] };
          case 'list':
            return listOf(what);
          case 'varying':
            return {
              kind: 'choice',
              entry: what.entry,
              alternatives: what.variants.map(({ gate, printed: one }) => ({ gate, parts: printed(one) })),
              otherwise: printed(what.own),
            };
          case 'fill':
            return what;
        }
      };
      return split(whole);
    },
  };
};
