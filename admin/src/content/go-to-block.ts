import type { EntryBlock } from './entry-blocks';

/**
 * Opens a block of a zone and brings it into view. Strapi gives a zone's items neither names nor ids, so the zone is
 * found by its length and the kind of block that stands at this place.
 */
export const goToBlock = ({ zone, kind }: EntryBlock, root: ParentNode): boolean => {
  if (!zone) return false;
  for (const list of root.querySelectorAll('ol[aria-describedby]')) {
    const item = list.children[zone.index];
    const trigger = item?.querySelector<HTMLButtonElement>('h3 button, button[aria-controls]');
    if (list.children.length !== zone.length || !trigger?.textContent?.startsWith(kind)) continue;
    if (trigger.getAttribute('aria-expanded') === 'false') trigger.click();
    item?.scrollIntoView({ behavior: 'smooth', block: 'center' });
    trigger.focus({ preventScroll: true });
    return true;
  }
  return false;
};
