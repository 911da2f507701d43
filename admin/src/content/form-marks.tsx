import type { ReactNode } from 'react';

/** Hidden, beside the label of a field of the edit view: says which field it is. */
export const MARK = 'data-attune-field';

/** The little of Strapi's edit layout that is touched. */
interface LayoutField {
  readonly name: string;
  readonly attribute?: { readonly type?: string };
  readonly labelAction?: ReactNode;
}
type Rows = readonly (readonly LayoutField[])[];
interface EditLayout {
  readonly layout: readonly Rows[];
  readonly components: Readonly<Record<string, { readonly layout: Rows }>>;
}

const HOLDS_BLOCKS = ['dynamiczone', 'component'];

const marked = (field: LayoutField): LayoutField =>
  HOLDS_BLOCKS.includes(field.attribute?.type ?? '')
    ? {
        ...field,
        labelAction: (
          <>
            {field.labelAction}
            <span hidden {...{ [MARK]: field.name }} />
          </>
        ),
      }
    : field;

const rows = (layout: Rows): Rows => layout.map((row) => row.map(marked));

/**
 * Strapi gives the zones and components of a form neither names nor ids. Its hook for layouts lets each say its name
 * beside its label, so that a block is found by where it stands and never by its looks.
 */
export const markFields = <T extends { readonly layout: EditLayout }>(given: T): T => ({
  ...given,
  layout: {
    ...given.layout,
    layout: given.layout.layout.map(rows),
    components: Object.fromEntries(
      Object.entries(given.layout.components).map(([uid, component]) => [
        uid,
        { ...component, layout: rows(component.layout) },
      ]),
    ),
  },
});
