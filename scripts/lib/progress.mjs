const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;

/** One line a step: what is being done, and how long it took. In a terminal the line counts while it waits. */
export const step = async (label, work) => {
  const started = performance.now();
  const live = process.stdout.isTTY;
  const write = (end) => process.stdout.write(`${live ? '\r\x1b[2K' : ''}  ${label} ${end}`);
  write(live ? '…' : '…\n');
  const timer = live && setInterval(() => write(`… ${seconds(performance.now() - started)}`), 500);
  try {
    const result = await work();
    write(`${result === false ? 'nothing to do' : 'done'} (${seconds(performance.now() - started)})\n`);
    return result;
  } catch (error) {
    write('failed\n');
    throw error;
  } finally {
    clearInterval(timer);
  }
};
