import type { Core } from '@strapi/strapi';

type Engine = Core.Strapi['contentAPI']['permissions']['engine'];
type Ability = Awaited<ReturnType<Engine['generateAbility']>>;

interface Made {
  readonly actions: readonly string[];
  readonly ability: Ability;
}

/** Everybody, and the tokens and roles that come most. */
const MOST = 20;

/** What may be done, where that is all a permission says. */
const actionsOf = (permissions: readonly object[]): readonly string[] | undefined => {
  const actions: string[] = [];
  for (const permission of permissions) {
    const { action } = permission as { action?: unknown };
    if (typeof action !== 'string' || Object.keys(permission).length > 1) return undefined;
    actions.push(action);
  }
  return actions;
};

const areSame = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((action, at) => action === other[at]);

/** Strapi's own: whether there is such an action. */
const OWN_JUDGES = 1;

/**
 * Strapi makes of the same list of actions, at each request, what tells whether one is among them. The list is read as
 * ever: it is what is made of it that is kept, the newest first. Not while somebody else judges permissions, nor where
 * they are made in another way by the time the app starts.
 */
export const createAbilities = (strapi: Core.Strapi) => {
  const { engine } = strapi.contentAPI.permissions;
  const { generateAbility } = engine;
  let kept: readonly Made[] = [];
  const isJudgedByOthers = (): boolean =>
    Object.values(engine.hooks).reduce((sum, hook) => sum + hook.getHandlers().length, 0) > OWN_JUDGES;

  const generate: Engine['generateAbility'] = async (permissions, options) => {
    const actions = options === undefined && !isJudgedByOthers() ? actionsOf(permissions) : undefined;
    if (!actions) return generateAbility.call(engine, permissions, options);
    const known = kept.find((made) => areSame(made.actions, actions));
    if (known) return known.ability;
    const ability = await generateAbility.call(engine, permissions);
    kept = [{ actions, ability }, ...kept].slice(0, MOST);
    return ability;
  };

  return {
    remember(): void {
      if (engine.generateAbility === generateAbility) engine.generateAbility = generate;
    },
  };
};
