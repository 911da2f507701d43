import type { Batch, JobQueue } from '../queue';
import { alike, wants, type Check } from './check';

const LOOKS = 500;

const arrive = async (holds: () => boolean, wanted: string): Promise<void> => {
  for (let looks = 0; !holds(); looks += 1) {
    wants(looks < LOOKS, wanted);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};

const batchOf = (from: number): Batch => Array.from({ length: 100 }, (_, at) => `p${from + at}`);

/**
 * What every job queue holds to. `open` gives another process's view of one queue, a queue of its own for each `name`;
 * what it opened is closed here.
 */
export const jobQueueChecks = (open: (name: string) => JobQueue): readonly Check[] => {
  const using = (name: string, work: (one: JobQueue, other: JobQueue) => Promise<void>) => async () => {
    const queues = [open(name), open(name)] as const;
    try {
      await work(...queues);
    } finally {
      for (const queue of queues) await queue.close();
    }
  };
  return [
    {
      name: 'names its target without a password',
      run: using('target', async ({ target }) => {
        wants(target.trim() !== '' && !target.includes('@'), 'The target shows a login.');
      }),
    },
    {
      name: 'brings each batch whole, and once, to one of those who work',
      run: using('batches', async (one, other) => {
        const got: Batch[] = [];
        const handle = async (batch: Batch) => void got.push(batch);
        const offered = [batchOf(0), batchOf(100), batchOf(200)];
        for (const batch of offered) await one.offer(batch);
        await one.work(handle);
        await other.work(handle);
        await arrive(() => got.length === 3, 'Three batches were offered, and not all came.');
        const sorted = [...got].sort((a, b) => Number(a[0]?.slice(1)) - Number(b[0]?.slice(1)));
        wants(alike(sorted, offered), 'The batches are not those that were offered.');
      }),
    },
    {
      name: 'goes on after a batch that failed',
      run: using('failing', async (one) => {
        const got: string[] = [];
        await one.work(async ([first = '']) => {
          got.push(first);
          if (first === 'p0') throw new Error('no');
        });
        await one.offer(batchOf(0));
        await one.offer(batchOf(100));
        await arrive(() => got.includes('p100'), 'Nothing came after the batch that failed.');
      }),
    },
    {
      name: 'has one process that offers what is due',
      run: using('offering', async (one, other) => {
        wants(await one.offersTheDue(), 'Nobody offers.');
        wants(!(await other.offersTheDue()), 'Both offer.');
        wants(await one.offersTheDue(), 'Who offers must stay the one.');
      }),
    },
    {
      name: 'waits for what is in hand when it closes',
      run: async () => {
        const queue = open('closing');
        let begun = false;
        let done = false;
        await queue.work(async () => {
          begun = true;
          await new Promise((resolve) => setTimeout(resolve, 300));
          done = true;
        });
        await queue.offer(batchOf(0));
        await arrive(() => begun, 'The batch did not come.');
        await queue.close();
        wants(done, 'It closed while a batch was in hand.');
      },
    },
  ];
};
