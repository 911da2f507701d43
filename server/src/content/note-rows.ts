import { nameOf } from './block';
import type { Notes } from './notes';
import { isPlain } from './plain';
import type { Shapes } from './shape';

const idOf = (id: unknown): string | undefined =>
  typeof id === 'number' || typeof id === 'string' ? String(id) : undefined;

/**
 * Notes what the document service has read, as it came from the database: which content type each row is of, and
 * whom its blocks are for. Nothing has been added to such rows yet, so their schemas alone say where to look.
 */
export const noteRows = (rows: unknown, uid: string, shapes: Shapes, notes: Notes): void => {
  const note = (value: unknown, given: string | undefined): void => {
    if (Array.isArray(value)) {
      for (const item of value) note(item, given);
      return;
    }
    if (!isPlain(value)) return;
    const { __component: component, __type: type } = value;
    const shape =
      shapes.of(typeof component === 'string' ? component : typeof type === 'string' ? type : undefined) ??
      shapes.of(given);
    if (!shape) return;
    notes.tag(value, shape.uid);
    const rule = shape.audience ?? shape.experience;
    const id = rule !== undefined && rule in value ? idOf(value.id) : undefined;
    if (id !== undefined) notes.note(nameOf(shape.uid, id), value[rule!]);
    for (const [name, leads] of shape.links) note(value[name], leads);
  };
  note(rows, uid);
};
