import type { Plain } from './plain';

/** A component in an answer that may have an audience. */
export interface Block {
  /** The component's uid. */
  readonly uid: string;
  /** Undefined where the answer leaves it out: such a block cannot be judged. */
  readonly id: string | undefined;
  /** By which it is known within an answer: `uid:id`; empty without an id. */
  readonly name: string;
  readonly value: Plain;
  /** The audience's attribute name. */
  readonly attribute: string;
}

/** An entry in an answer that may have variants; its value holds the attributes, wherever the format puts them. */
export interface Entry extends Block {
  /** The content type's uid, and the attribute that holds its variants. */
  readonly uid: string;
}

/** The block or entry without its audience or variants, which a handler of the app's own may have left in its answer. */
export const bare = ({ value, attribute }: Block): Plain => {
  if (!(attribute in value)) return value;
  const copy: Record<string, unknown> = { ...value };
  delete copy[attribute];
  return copy;
};

export const nameOf = (uid: string, id: string | undefined): string =>
  id === undefined ? '' : `${uid}:${id}`;
