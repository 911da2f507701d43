interface Pressed {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly target: EventTarget | null;
}

/** A text field undoes its own typing first. */
const isTyped = (target: EventTarget | null): boolean =>
  ['INPUT', 'TEXTAREA'].includes((target as { readonly tagName?: string } | null)?.tagName ?? '');

/** Ctrl or Command with Z undoes, with Shift and Z or with Y does again. */
export const undoKey = ({
  key,
  ctrlKey,
  metaKey,
  shiftKey,
  target,
}: Pressed): 'undo' | 'redo' | undefined => {
  if (!(ctrlKey || metaKey) || isTyped(target)) return undefined;
  const letter = key.toLowerCase();
  if (letter === 'z') return shiftKey ? 'redo' : 'undo';
  return letter === 'y' ? 'redo' : undefined;
};
