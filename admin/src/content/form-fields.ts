import { MARK } from './form-marks';

/** A zone or component as it stands in the form. */
export interface FormField {
  /** Around its label and all that it holds. */
  readonly element: Element;
  /** The blocks of a zone or repeatable component, in their order; undefined for a single one. */
  readonly items: readonly Element[] | undefined;
}

const ITEMS = ':scope > ol > li, :scope > * > [data-orientation][aria-describedby] > [data-state]';

const elementOf = (mark: Element): Element | undefined => {
  for (let at = mark.parentElement; at; at = at.parentElement) {
    if (at.querySelector(':scope > ol')) return at;
    // A component's label and its mark share a row, which shares another with the component's buttons.
    if (at.previousElementSibling?.tagName === 'LABEL')
      return at.parentElement?.parentElement?.parentElement ?? undefined;
  }
  return undefined;
};

interface Named extends FormField {
  readonly name: string;
}

const around = (field: Named, all: readonly Named[]): readonly Named[] =>
  all.filter((one) => one !== field && one.element.contains(field.element));

/** `blocks.2.cards` for a field in the third block of a zone; undefined where that cannot be told. */
const pathOf = (field: Named, all: readonly Named[]): string | undefined => {
  const steps: string[] = [];
  for (const { name, items, element } of around(field, all)) {
    if (element === field.element) return undefined;
    steps.push(name);
    if (!items) continue;
    const index = items.findIndex((item) => item.contains(field.element));
    if (index < 0) return undefined;
    steps.push(String(index));
  }
  return [...steps, field.name].join('.');
};

/**
 * The zones and components of the form by their paths, those in closed blocks excepted: they are not there. Two that
 * claim one path are both left out, as are forms in dialogs.
 */
export const formFields = (root: ParentNode): ReadonlyMap<string, FormField> => {
  const all = [...root.querySelectorAll(`[${MARK}]`)].flatMap((mark): Named[] => {
    const element = mark.closest('[role="dialog"]') ? undefined : elementOf(mark);
    if (!element) return [];
    const items = [...element.querySelectorAll(ITEMS)];
    return [{ name: mark.getAttribute(MARK) ?? '', element, items: items.length > 0 ? items : undefined }];
  });
  const found = new Map<string, FormField>();
  const twice = new Set<string>();
  for (const field of all) {
    const path = pathOf(field, all);
    if (path === undefined) continue;
    if (found.has(path)) twice.add(path);
    found.set(path, field);
  }
  for (const path of twice) found.delete(path);
  return found;
};
