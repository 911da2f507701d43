import type { EntryBlock } from './entry-blocks';
import { formFields, type FormField } from './form-fields';

/** On the card of each variant of the entry: its number. */
export const VARIANT = 'data-attune-variant';

/** Around the row of a block's trigger and its buttons, and around its fields while it is open. */
export const headingOf = (item: Element): Element | undefined =>
  triggerOf(item)?.closest('h3')?.parentElement ?? undefined;

const triggerOf = (item: Element): HTMLButtonElement | undefined =>
  item.querySelector<HTMLButtonElement>('h3 button, button[aria-controls]') ?? undefined;

/** A block as it stands in a list of the form; undefined where the form shows another number of them. */
export const itemOf = (
  { list, index, length }: Pick<EntryBlock, 'list' | 'index' | 'length'>,
  fields: ReadonlyMap<string, FormField>,
): Element | undefined => {
  const items = fields.get(list)?.items ?? [];
  return items.length === length ? items[index] : undefined;
};

/** The blocks and fields on the way to a path: `blocks.2`, `blocks.2.cards.1`. */
const stepsTo = (path: string): readonly string[] => {
  const parts = path.split('.');
  return parts.flatMap((part, at) =>
    /^\d+$/.test(part) || at === parts.length - 1 ? [parts.slice(0, at + 1).join('.')] : [],
  );
};

const standing = (path: string, root: ParentNode): Element | undefined => {
  const fields = formFields(root);
  const [, list = '', index = ''] = /^(.*)\.(\d+)$/.exec(path) ?? [];
  return list === '' ? fields.get(path)?.element : fields.get(list)?.items?.[Number(index)];
};

const FRAMES = 30;

/** Strapi draws what stands in a block a moment after it was opened. */
const appearing = async (path: string, root: ParentNode): Promise<Element | undefined> => {
  for (let frame = 0; frame < FRAMES; frame += 1) {
    const found = standing(path, root);
    if (found) return found;
    await new Promise(requestAnimationFrame);
  }
  return undefined;
};

/** Brings a variant of the entry into view. */
export const goToVariant = (index: number, root: ParentNode): void => {
  const found = root.querySelector(`[${VARIANT}="${String(index)}"]`);
  found?.scrollIntoView({ behavior: 'smooth', block: 'center' });
  found?.querySelector<HTMLElement>('button[aria-expanded]')?.focus({ preventScroll: true });
};

/** Opens a block, and those it stands in, and brings it into view; as far as it is found. */
export const goToBlock = async ({ path }: EntryBlock, root: ParentNode): Promise<void> => {
  let reached: Element | undefined;
  for (const step of stepsTo(path)) {
    const found = await appearing(step, root);
    if (!found) break;
    reached = found;
    const trigger = triggerOf(found);
    if (/\d$/.test(step) && trigger?.getAttribute('aria-expanded') === 'false') trigger.click();
  }
  reached?.scrollIntoView({ behavior: 'smooth', block: 'center' });
  if (reached) triggerOf(reached)?.focus({ preventScroll: true });
};
