/**
 * "Großkunden & VIP" becomes `grosskunden-vip`; a name without a letter or digit becomes `blank`. Where that is taken, the
 * next turns are `grosskunden-vip-2`, `grosskunden-vip-3`. None is longer than `longest`.
 */
export const keyFrom = (name: string, blank: string, longest: number, turn = 1): string => {
  const words = name
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .match(/[a-z0-9]+/g);
  const end = turn === 1 ? '' : `-${turn}`;
  return `${(words ?? [blank])
    .join('-')
    .slice(0, longest - end.length)
    .replace(/-+$/, '')}${end}`;
};
