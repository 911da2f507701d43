import { lazy, Suspense } from 'react';

import { Page } from '@strapi/strapi/admin';

import type { FlowCanvasProps } from './FlowCanvas';

const Canvas = lazy(async () => ({ default: (await import('./FlowCanvas')).FlowCanvas }));

/** The canvas and its library come when a flow is looked at, not with the list. */
export const LazyCanvas = (props: FlowCanvasProps) => (
  <Suspense fallback={<Page.Loading />}>
    <Canvas {...props} />
  </Suspense>
);
