/**
 * The longest work between two turns of the loop, in milliseconds of processor time: on a busy machine a clock
 * on the wall would tell how long other programs had their turn. The answer ends the watch.
 */
export const watchLoop = (): (() => number) => {
  let longest = 0;
  let before = process.cpuUsage();
  let watching = true;
  const turn = () => {
    const { user, system } = process.cpuUsage(before);
    longest = Math.max(longest, (user + system) / 1000);
    before = process.cpuUsage();
    if (watching) setImmediate(turn);
  };
  setImmediate(turn);
  return () => {
    watching = false;
    return longest;
  };
};
