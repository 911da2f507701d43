import { isJsonObject, isLimited, readAudience } from '../../../plugin/src';
import { parsed } from './parsed';
import type { Item } from './written';

const audienceOf = ({ value, shape }: Item): unknown =>
  shape.audience === undefined ? null : value[shape.audience];

/** What its audience means, its block's key left out. */
export const meaningOf = (item: Item): string => {
  const audience = readAudience(audienceOf(item));
  if (!isLimited(audience)) return 'everyone';
  return audience ? JSON.stringify({ ...audience, key: '' }) : 'nobody';
};

/** Whether it is not for everyone. */
export const isGuarded = (item: Item): boolean => meaningOf(item) !== 'everyone';

export const isById = (given: Item, before: Item): boolean =>
  given.shape === before.shape &&
  given.value.id !== undefined &&
  String(given.value.id) === String(before.value.id);

const keyOf = (item: Item): unknown => {
  const audience = parsed(audienceOf(item));
  return isJsonObject(audience) && audience.key !== '' ? audience.key : undefined;
};

/** Whether it says the audience of this very block. */
export const isByKey = (given: Item, before: Item): boolean =>
  given.shape === before.shape && keyOf(given) !== undefined && keyOf(given) === keyOf(before);

/** Whether all that it says stands in the other one too. */
export const isSame = (given: Item, before: Item): boolean =>
  given.shape === before.shape &&
  Object.entries(given.value).every(([name, value]) => {
    const kind = given.shape.fields.get(name)?.kind;
    if (kind !== 'value' || name === given.shape.audience) return true;
    return JSON.stringify(value ?? null) === JSON.stringify(before.value[name] ?? null);
  });

/** Whether it has words, or any value, of its own: what is empty is like every other. */
export const saysSomething = ({ value, shape }: Item): boolean =>
  Object.entries(value).some(
    ([name, each]) =>
      name !== shape.audience && shape.fields.get(name)?.kind === 'value' && (each ?? '') !== '',
  );

/** Whether it holds files or relations, which are not compared: what is stored is not read so far. */
const leadsOn = ({ value, shape }: Item): boolean =>
  Object.entries(value).some(
    ([name, each]) => shape.fields.get(name)?.kind === 'relation' && (each ?? undefined) !== undefined,
  );

/** Likeness with all that stands inside. */
export const createLikeness = (inside: (item: Item) => readonly Item[]) => {
  const saysAnything = (item: Item): boolean => saysSomething(item) || inside(item).some(saysAnything);

  const isSameWhole = (given: Item, before: Item): boolean => {
    if (!isSame(given, before)) return false;
    const [own, others] = [inside(given), inside(before)];
    return own.length === others.length && own.every((one, index) => isSameWhole(one, others[index]!));
  };

  /**
   * The one of these that it says the same as: with all inside it, else in its own words. Undefined where it says nothing,
   * and where several of different audiences say so and differ in what is not compared.
   */
  return (given: Item, among: readonly Item[]): Item | undefined => {
    if (!saysAnything(given)) return undefined;
    const whole = among.filter((one) => isSameWhole(given, one));
    const same =
      whole.length > 0 ? whole : saysSomething(given) ? among.filter((one) => isSame(given, one)) : [];
    const isMore = leadsOn(given) || (whole.length === 0 && inside(given).length > 0);
    return isMore && new Set(same.map(meaningOf)).size > 1 ? undefined : same[0];
  };
};
