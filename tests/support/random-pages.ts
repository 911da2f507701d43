import fc from 'fast-check';

/** A block's audience as an editor may have left it; `gone` names a segment that does not exist. */
export interface RandomAudience {
  readonly show: 'everyone' | 'only' | 'except';
  readonly segments: readonly string[];
  readonly from?: string;
  readonly until?: string;
  readonly slot?: string;
}

interface RandomBlock {
  readonly kind: 'hero' | 'text' | 'grid' | 'note';
  readonly audience: RandomAudience | undefined;
  readonly cards: readonly (RandomAudience | undefined)[];
}

export interface RandomPage {
  readonly blocks: readonly RandomBlock[];
  readonly sections: readonly (RandomAudience | undefined)[];
  readonly lead: RandomAudience | undefined | 'none';
}

/** What is shown of a page, by the texts of its blocks, each of which stands on it once. */
export interface SeenPage {
  readonly lead: string | null;
  readonly sections: readonly string[];
  readonly blocks: readonly { readonly text: string; readonly cards: readonly string[] }[];
}

export const SEGMENTS = ['a', 'b', 'german', 'a-german', 'not-b', 'gone', 'fails-on-b', 'asks-it'] as const;

/** Where somebody stands: a segment that cannot be judged for them is in neither. */
export interface Standing {
  readonly inside: ReadonlySet<string>;
  readonly outside: ReadonlySet<string>;
}

/** Far from now, so that no run meets one. */
const PAST = '2020-01-01T00:00:00.000Z';
const FUTURE = '2120-01-01T00:00:00.000Z';
const LATER = '2121-01-01T00:00:00.000Z';

const dates = fc.constantFrom(
  ...[{}, {}, {}, { from: PAST }, { until: FUTURE }, { from: PAST, until: FUTURE }],
  ...[{ from: FUTURE }, { until: PAST }, { from: FUTURE, until: LATER }],
);

const audience: fc.Arbitrary<RandomAudience | undefined> = fc.option(
  fc
    .tuple(
      fc.constantFrom('everyone' as const, 'only' as const, 'only' as const, 'except' as const),
      fc.subarray([...SEGMENTS], { maxLength: 3 }),
      dates,
      fc.constantFrom(undefined, undefined, 'x', 'y'),
    )
    .map(([show, segments, within, slot]) => ({
      show,
      segments: show === 'everyone' ? [] : segments,
      ...within,
      ...(slot ? { slot } : {}),
    })),
  { freq: 5, nil: undefined },
);

const audiences = (maxLength: number) => fc.array(audience, { maxLength });

export const randomPage: fc.Arbitrary<RandomPage> = fc.record({
  blocks: fc.array(
    fc
      .tuple(fc.constantFrom('hero', 'hero', 'text', 'grid', 'note'), audience, audiences(4))
      .map(([kind, own, cards]) => ({
        kind: kind as RandomBlock['kind'],
        // A note has no audience of its own: its cards have.
        audience: kind === 'note' ? undefined : own,
        cards: kind === 'grid' || kind === 'note' ? cards : [],
      })),
    { minLength: 2, maxLength: 9 },
  ),
  sections: audiences(4),
  lead: fc.oneof(audience, fc.constant('none' as const)),
});

/** Variants of an entry, in the order in which they are tried; some change one field, some both. */
export type RandomVariants = readonly { readonly audience: RandomAudience; readonly both: boolean }[];

export const randomVariants: fc.Arbitrary<RandomVariants> = fc.array(
  fc.record({
    audience: audience.map((own) => ({ ...(own ?? EVERYBODY), slot: undefined })),
    both: fc.boolean(),
  }),
  { minLength: 1, maxLength: 4 },
);

const EVERYBODY: RandomAudience = { show: 'everyone', segments: [] };

const given = (own: RandomAudience | undefined) => (own ? { audience: { key: '', ...own } } : {});

const TEXT = { hero: 'title', text: 'body', grid: 'title', note: 'note' } as const;

const blockText = (index: number) => `block-${index}`;
const cardText = (block: number, index: number) => `card-${block}-${index}`;
const sectionText = (index: number) => `section-${index}`;

/** The page as an editor saves it. */
export const dataOf = (page: RandomPage, slug: string): Readonly<Record<string, unknown>> => ({
  title: slug,
  slug,
  blocks: page.blocks.map(({ kind, audience: own, cards }, block) => ({
    __component: `blocks.${kind}`,
    [TEXT[kind]]: blockText(block),
    ...(kind === 'grid' || kind === 'note'
      ? { cards: cards.map((one, index) => ({ label: cardText(block, index), ...given(one) })) }
      : {}),
    ...given(own),
  })),
  sections: page.sections.map((own, index) => ({ title: sectionText(index), ...given(own) })),
  ...(page.lead === 'none' ? {} : { lead: { title: 'lead', ...given(page.lead) } }),
});

/** Whether somebody who stands so sees it: the rules as docs/concepts/audience.md tells them. */
const isShown = (own: RandomAudience | undefined, standing: Standing): boolean => {
  if (!own) return true;
  if (own.from === FUTURE || own.until === PAST) return false;
  if (own.show === 'everyone') return true;
  if (own.show === 'only') return own.segments.some((key) => standing.inside.has(key));
  return own.segments.every((key) => standing.outside.has(key));
};

/** The places of a list that are shown: of a slot the first that fits, where its first variant stands. */
const shownOf = (list: readonly (RandomAudience | undefined)[], standing: Standing): number[] => {
  const slotted = (slot: string) => list.flatMap((one, index) => (one?.slot === slot ? [index] : []));
  return list.flatMap((own, index) => {
    if (own?.slot === undefined) return isShown(own, standing) ? [index] : [];
    const variants = slotted(own.slot);
    if (variants[0] !== index) return [];
    return variants.find((one) => isShown(list[one], standing)) ?? [];
  });
};

/** What somebody who stands so sees of it, told without any of the code that is tested. */
export const expectedOf = (page: RandomPage, standing: Standing): SeenPage => ({
  lead: page.lead !== 'none' && isShown(page.lead, standing) ? 'lead' : null,
  sections: shownOf(page.sections, standing).map(sectionText),
  blocks: shownOf(
    page.blocks.map((block) => block.audience),
    standing,
  ).map((block) => ({
    text: blockText(block),
    cards: shownOf(page.blocks[block]!.cards, standing).map((index) => cardText(block, index)),
  })),
});

interface AnsweredBlock {
  readonly title?: string;
  readonly body?: string;
  readonly note?: string;
  readonly cards?: readonly { readonly label: string }[];
}

export interface AnsweredPage {
  readonly lead: { readonly title: string } | null;
  readonly sections: readonly { readonly title: string }[] | null;
  readonly blocks: readonly AnsweredBlock[] | null;
}

/** What an answer shows, of REST or GraphQL. */
export const seenIn = ({ lead, sections, blocks }: AnsweredPage): SeenPage => ({
  lead: lead?.title ?? null,
  sections: (sections ?? []).map(({ title }) => title),
  blocks: (blocks ?? []).map(({ title, body, note, cards }) => ({
    text: title ?? body ?? note ?? '',
    cards: (cards ?? []).map(({ label }) => label),
  })),
});

export interface AnsweredEntry {
  readonly headline: string;
  readonly teaser: string | null;
  readonly related?: readonly AnsweredEntry[];
}

const OWN = { headline: 'own headline', teaser: 'own teaser' };

const overridesOf = (index: number, both: boolean) => ({
  headline: `headline-${index}`,
  ...(both ? { teaser: `teaser-${index}` } : {}),
});

/** The entry as an editor saves it. */
export const entryData = (variants: RandomVariants, slug: string): Readonly<Record<string, unknown>> => ({
  ...OWN,
  slug,
  experience: {
    variants: variants.map(({ audience: { slot: _none, ...own }, both }, index) => ({
      name: `Variant ${index}`,
      audience: { key: '', ...own },
      overrides: overridesOf(index, both),
    })),
  },
});

/** The first variant that fits, over the entry's own. */
export const expectedEntry = (variants: RandomVariants, standing: Standing): AnsweredEntry => {
  const index = variants.findIndex(({ audience: own }) => isShown(own, standing));
  return index < 0 ? OWN : { ...OWN, ...overridesOf(index, variants[index]!.both) };
};
