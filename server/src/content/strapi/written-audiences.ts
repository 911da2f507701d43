import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';

import type { Keeper, Shapes, VoiceAt } from '..';
import type { StoredBlocks } from './stored-blocks';

interface Needs {
  readonly shapes: Shapes;
  readonly keeper: Keeper;
  readonly storedBlocks: StoredBlocks;
}

interface Writes {
  readonly uid: string;
  readonly action: string;
  readonly params: { readonly data?: unknown; readonly documentId?: string; readonly locale?: unknown };
}

type Action = 'create' | 'read' | 'update';

interface PermissionChecker {
  readonly can: Readonly<Record<Action, (entity: null, field: string) => boolean>>;
}

interface PermissionCheckers {
  create(asked: { readonly userAbility: unknown; readonly model: string }): PermissionChecker;
}

/**
 * Gives what is written the audiences that it does not say. The edit view's form holds every audience that its editor's
 * role may both see and say; anybody else was never shown one.
 */
export const createWrittenAudiences = (strapi: Core.Strapi, { shapes, keeper, storedBlocks }: Needs) => {
  const voiceIn = (form: Context | undefined, uid: string, action: Action): VoiceAt => {
    if (!form) return () => 'partial';
    const { userAbility } = form.state as { readonly userAbility?: unknown };
    const checkers = strapi.plugin('content-manager').service('permission-checker') as PermissionCheckers;
    const { can } = checkers.create({ userAbility, model: uid });
    return (path) => (can.read(null, path) && can[action](null, path) ? 'whole' : 'none');
  };

  /** Strapi empties in a copy what the role may not say; what is left out of it is copied. */
  const withoutEmptied = (data: unknown, uid: string, voice: VoiceAt): unknown => {
    const experience = shapes.of(uid)?.experience;
    if (experience === undefined || voice(experience) !== 'none') return data;
    const rest = { ...(data as Readonly<Record<string, unknown>>) };
    delete rest[experience];
    return rest;
  };

  return async ({ uid, action, params }: Writes, form: Context | undefined): Promise<unknown> => {
    const isCopy = action === 'clone';
    if (action !== 'update' && !isCopy) return params.data;
    const concerned = keeper.concerns(params.data, uid);
    if (!concerned && !(isCopy && form)) return params.data;
    const stored = await storedBlocks.of(uid, params);
    if (!stored) return params.data;
    const { rows, isNew } = stored;
    const voice = voiceIn(form, uid, isNew || isCopy ? 'create' : 'update');
    const data = isCopy ? withoutEmptied(params.data, uid, voice) : params.data;
    if (!concerned) return data;
    // A form may have been filled in from any locale, a client's translation made from any.
    const source = form || isNew ? keeper.closest(data, uid, rows) : rows[0];
    return keeper.keep(data, uid, source, { voice, translated: isNew || isCopy || source !== rows[0] });
  };
};
