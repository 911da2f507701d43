import type { JsonObject, Look } from '../../../../plugin/src';
import { decidePage, joinPage, versionOf, type Page } from '../page';
import { createRecall, type Recall } from './recall';

/** One view of a page, and the name by which an unchanged one is not sent again. */
export interface ShownView {
  /** Bytes where it is remembered; a text that is sent once goes out with its headers in one piece, unencoded before. */
  readonly body: Buffer | string;
  /** Made of the bytes alone, so that it tells nothing of what was left out. */
  readonly etag: string;
  /** Whether merge tags stand in it, here with what everybody sees who is not proven. */
  readonly isTagged: boolean;
}

/** A page and those of its views that were asked for: a word of choices is looked up, and nothing joined twice. */
export interface ViewedPage {
  readonly page: Page;
  /** Who was given which view. */
  readonly recall: Recall;
  /** `grow` asks whether there is room to remember a view of so many bytes. */
  show(look: Look, grow: (bytes: number) => boolean): ShownView;
  /** Through somebody else's eyes, remembered nowhere. */
  preview(look: Look): ShownView;
  /** What somebody gets for whom this was decided before, without saying what was shown: it may be kept for others. */
  chosen(word: string): ShownView;
  /** As `versionOf` names it. */
  version(): string;
  /** With words about a proven person in it, remembered nowhere. */
  personal(look: Look, traits: JsonObject): string;
  /** What it takes in memory, the views remembered included. */
  bytes(): number;
}

/** Visitors fall into few groups for one page; where every one sees another page, joining is cheap enough. */
const MOST_VIEWS = 64;

export const createViewedPage = (page: Page, etagOf: (body: Buffer | string) => string): ViewedPage => {
  const views = new Map<string, ShownView>();
  let version: string | undefined;
  // Text may take two bytes a character.
  let size = 2 * page.size;
  const viewOf = (body: Buffer | string, isTagged: boolean): ShownView => ({
    body,
    etag: etagOf(body),
    isTagged,
  });
  return {
    page,
    recall: createRecall(),
    show(look, grow) {
      const word = decidePage(page, look);
      const known = views.get(word);
      if (known) return known;
      const { text, isTagged } = joinPage(page, word);
      const more = Buffer.byteLength(text) + 2 * word.length;
      if (views.size >= MOST_VIEWS || !grow(more)) return viewOf(text, isTagged);
      const view = viewOf(Buffer.from(text), isTagged);
      views.set(word, view);
      size += more;
      return view;
    },
    preview(look) {
      return this.chosen(decidePage(page, look));
    },
    chosen(word) {
      const { text, isTagged } = joinPage(page, word, { isPreview: true });
      return viewOf(text, isTagged);
    },
    personal: (look, traits) => joinPage(page, decidePage(page, look), { traits }).text,
    version: () => (version ??= versionOf(page)),
    bytes: () => size,
  };
};
