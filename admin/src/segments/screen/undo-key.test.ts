import { expect, it } from 'vitest';

import { undoKey } from './undo-key';

const target = { tagName: 'BUTTON' } as unknown as EventTarget;
const pressed = { key: 'z', ctrlKey: true, metaKey: false, shiftKey: false, target };

it('knows the keys of both systems', () => {
  expect(undoKey(pressed)).toBe('undo');
  expect(undoKey({ ...pressed, ctrlKey: false, metaKey: true })).toBe('undo');
  expect(undoKey({ ...pressed, key: 'Z', shiftKey: true })).toBe('redo');
  expect(undoKey({ ...pressed, key: 'y' })).toBe('redo');
});

it('leaves typing alone', () => {
  expect(undoKey({ ...pressed, ctrlKey: false })).toBeUndefined();
  expect(undoKey({ ...pressed, target: { tagName: 'INPUT' } as unknown as EventTarget })).toBeUndefined();
  expect(undoKey({ ...pressed, key: 'a' })).toBeUndefined();
});
