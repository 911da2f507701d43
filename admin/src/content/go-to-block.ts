import type { EntryBlock } from './entry-blocks';

interface ZoneItem {
  readonly item: Element;
  readonly trigger: HTMLButtonElement;
  /** Around the row of the trigger and the block's buttons, and around the block's fields while it is open. */
  readonly heading: Element | undefined;
}

/**
 * A block of a zone as it stands in the form. Strapi gives a zone's items neither names nor ids, so the zone is found
 * by its length and the kind of block that stands at this place; where two zones are alike in that, by neither.
 */
export const zoneItem = ({ zone, kind }: EntryBlock, root: ParentNode): ZoneItem | undefined => {
  if (!zone) return undefined;
  const found = [...root.querySelectorAll('ol[aria-describedby]')].flatMap((list): ZoneItem[] => {
    const item = list.children[zone.index];
    const trigger = item?.querySelector<HTMLButtonElement>('h3 button, button[aria-controls]');
    if (!item || !trigger || list.children.length !== zone.length) return [];
    if (!trigger.textContent?.startsWith(kind)) return [];
    return [{ item, trigger, heading: trigger.closest('h3')?.parentElement ?? undefined }];
  });
  return found.length === 1 ? found[0] : undefined;
};

/** Opens a block of a zone and brings it into view. */
export const goToBlock = (block: EntryBlock, root: ParentNode): boolean => {
  const found = zoneItem(block, root);
  if (!found) return false;
  const { item, trigger } = found;
  if (trigger.getAttribute('aria-expanded') === 'false') trigger.click();
  item.scrollIntoView({ behavior: 'smooth', block: 'center' });
  trigger.focus({ preventScroll: true });
  return true;
};
