const MARK = '…';
const LONGEST_SHOWN = 80;

const veiledWord = (word: string): string => {
  const signs = [...word];
  if (signs.length < 4) return MARK;
  return `${signs[0]}${MARK}${signs.at(-1)}`;
};

/** A value of somebody's file, so that whoever has the file knows it again and nobody else learns it: `a…a@e…m`. */
export const veiled = (value: string): string =>
  value.trim().slice(0, LONGEST_SHOWN).split('@').map(veiledWord).join('@');
