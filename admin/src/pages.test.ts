import { expect, test } from 'vitest';

import { permissionUid, type Permission } from '../../plugin/src/permissions';
import { mayOpen, pages } from './pages';

const openTo = (...permissions: readonly Permission[]): readonly string[] => {
  const held = permissions.map((permission) => ({ action: permissionUid(permission) }));
  return pages.filter((page) => mayOpen(page.permissions, held)).map(({ path }) => path);
};

test('a page opens for any of its permissions: saved groups are found by whoever may read segments', () => {
  expect(openTo('segments.read')).toEqual(['segments', 'settings']);
  expect(openTo('settings.read')).toEqual(['settings']);
  expect(openTo('segments.update')).toEqual([]);
});
