const KEY = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const LONGEST = 60;

export const isSegmentKey = (text: string): boolean => text.length <= LONGEST && KEY.test(text);

/** "Großkunden & VIP" becomes `grosskunden-vip`; a name without a letter or digit becomes `segment`. */
export const segmentKeyOf = (name: string): string => {
  const words = name
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .match(/[a-z0-9]+/g);
  return (words ?? ['segment']).join('-').slice(0, LONGEST).replace(/-+$/, '');
};
