import type { EntryBlock } from './entry-blocks';
import { formFields } from './form-fields';
import { headingOf, itemOf } from './go-to-block';

const ATTRIBUTE = 'data-attune-audience';
const STYLE = 'attune-audience-headings';

/**
 * Said by the style sheet, so that nothing stands among Strapi's own elements. An open block says it itself. The row of
 * the heading makes room for it, so that what Strapi does to the row under the mouse is done behind the line too.
 */
const RULES = `
[${ATTRIBUTE}]:not([data-state='open']) { position: relative; }
[${ATTRIBUTE}]:not([data-state='open']) > h3 { height: auto; padding-bottom: 1.6rem; }
[${ATTRIBUTE}]::after {
  content: attr(${ATTRIBUTE});
  position: absolute;
  left: 6rem;
  right: 1.6rem;
  bottom: 0.8rem;
  pointer-events: none;
  font-size: 1.2rem;
  line-height: 1.33;
  font-weight: 400;
  opacity: 0.75;
  overflow: hidden;
  text-overflow: ellipsis;
  white-space: nowrap;
}
[${ATTRIBUTE}][data-state='open']::after { display: none; }`;

/**
 * Writes a line into the heading of each block of a zone or repeatable component, and keeps it there while Strapi adds, moves and removes
 * blocks; the answer takes all of it away again. Where Strapi's markup is another than expected nothing is found, and
 * nothing is written. An attribute is all that is touched, so the form cannot break by it.
 */
export const markHeadings = (
  page: Document,
  blocks: readonly EntryBlock[],
  lineOf: (block: EntryBlock) => string | undefined,
): (() => void) => {
  const style = page.getElementById(STYLE) ?? page.head.appendChild(page.createElement('style'));
  style.id = STYLE;
  if (style.textContent !== RULES) style.textContent = RULES;

  const write = (): void => {
    const marked = new Set<Element>();
    const fields = formFields(page);
    for (const block of blocks) {
      const line = lineOf(block);
      const item = line === undefined ? undefined : itemOf(block, fields);
      const heading = item && headingOf(item);
      if (line === undefined || !heading) continue;
      marked.add(heading);
      if (heading.getAttribute(ATTRIBUTE) !== line) heading.setAttribute(ATTRIBUTE, line);
    }
    for (const heading of page.querySelectorAll(`[${ATTRIBUTE}]`))
      if (!marked.has(heading)) heading.removeAttribute(ATTRIBUTE);
  };
  let asked: number | undefined;
  const soon = (): void => {
    asked ??= requestAnimationFrame(() => {
      asked = undefined;
      write();
    });
  };
  // Attributes are not watched: what is written here is never heard of again.
  const watcher = new MutationObserver(soon);
  watcher.observe(page.querySelector('main') ?? page.body, { childList: true, subtree: true });
  write();
  return () => {
    watcher.disconnect();
    if (asked !== undefined) cancelAnimationFrame(asked);
    for (const heading of page.querySelectorAll(`[${ATTRIBUTE}]`)) heading.removeAttribute(ATTRIBUTE);
  };
};
