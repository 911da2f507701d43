const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;

/** One line a step: what is being done, and how long it took. In a terminal the line counts while it waits. */
export const step = async (label, work) => {
  const started = performance.now();
  const took = () => seconds(performance.now() - started);
  const live = process.stdout.isTTY;
  const end = (text) => process.stdout.write(`${live ? `\r\x1b[2K  ${label} …` : ''} ${text}\n`);
  process.stdout.write(`  ${label} …`);
  const timer = live && setInterval(() => process.stdout.write(`\r\x1b[2K  ${label} … ${took()}`), 500);
  try {
    const result = await work();
    clearInterval(timer);
    end(result === false ? 'nothing to do' : `done (${took()})`);
    return result;
  } catch (error) {
    clearInterval(timer);
    end('failed');
    throw error;
  }
};
