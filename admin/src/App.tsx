import { Suspense } from 'react';

import { Layouts, Page, useAuth } from '@strapi/strapi/admin';
import { Navigate, Route, Routes } from 'react-router-dom';

import { permissionUid } from '../../plugin/src/permissions';
import { mayOpen, pages, type PanelPage } from './pages';
import { SideNav } from './SideNav';

const guards = new Map(
  pages.map(({ path, permissions }) => [
    path,
    permissions.map((permission) => ({ action: permissionUid(permission), subject: null })),
  ]),
);

const Guarded = ({ page: { path, Component } }: { readonly page: PanelPage }) => (
  <Page.Protect permissions={guards.get(path)}>
    <Suspense fallback={<Page.Loading />}>
      <Component />
    </Suspense>
  </Page.Protect>
);

/** Everything under "Attune": the list of pages at the side, the page chosen beside it. */
export const App = () => {
  const held = useAuth('Attune', (auth) => auth.permissions);
  const first = pages.find(({ permissions }) => mayOpen(permissions, held));
  return (
    <Layouts.Root sideNav={<SideNav />}>
      <Routes>
        <Route index element={first ? <Navigate to={first.path} replace /> : <Page.NoPermissions />} />
        {pages.map((page) => (
          <Route key={page.path} path={`${page.path}/*`} element={<Guarded page={page} />} />
        ))}
        <Route path="*" element={<Page.Error />} />
      </Routes>
    </Layouts.Root>
  );
};
