import type { Context } from 'koa';

import { createViewedPage, type createCompiler, type Shapes } from '..';
import { etagOf, type ShownPage } from './answer';
import { notesOf } from './request';
import { tagRoots } from './roots';

interface Needs {
  readonly shapes: Shapes;
  readonly compile: ReturnType<typeof createCompiler>;
}

/** Makes pages of answers. */
export interface Pages {
  /** Of an answer about this content type, where it is known; undefined for one that makes no page. */
  make(
    ctx: Context,
    body: unknown,
    uid: string | undefined,
  ): Promise<Pick<ShownPage, 'viewed' | 'differs'> | undefined>;
}

export const createPages = ({ shapes, compile }: Needs): Pages => ({
  async make(ctx, body, uid) {
    const notes = notesOf(ctx);
    tagRoots(body, uid, notes);
    const page = await compile(body, notes);
    if (!page) return undefined;
    const reaches = uid !== undefined && shapes.reaches(uid);
    const differs = reaches || page.parts.some((part) => typeof part !== 'string');
    return { viewed: createViewedPage(page, etagOf), differs };
  },
});
