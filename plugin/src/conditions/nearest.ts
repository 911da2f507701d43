/** How many letters must be changed, put in, left out or swapped to make one word of the other. */
const distance = (from: string, to: string): number => {
  let previous = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let row = 1; row <= from.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= to.length; column += 1) {
      const changed = (previous[column - 1] ?? 0) + (from[row - 1] === to[column - 1] ? 0 : 1);
      current.push(Math.min(changed, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[to.length] ?? 0;
};

const LONGEST = 40;

/** `Did you mean "$in"?` where a name comes near, else all there are. */
export const nearest = (name: string, known: readonly string[]): string => {
  const word = name.slice(0, LONGEST).toLowerCase();
  const ranked = known
    .map((one) => ({ one, far: distance(word, one.toLowerCase()) }))
    .sort((a, b) => a.far - b.far);
  const [best] = ranked;
  if (best && best.far <= Math.max(2, Math.floor(best.one.length / 2))) return `Did you mean "${best.one}"?`;
  return `There are: ${known.join(', ')}.`;
};
