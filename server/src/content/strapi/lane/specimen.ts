import type { IncomingMessage, ServerResponse } from 'node:http';

/** A request and its answer, bare or as Koa holds them. */
interface Specimen {
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
}

/** Headers by which a request says whose it is. */
const SAYS_WHOSE = ['authorization', 'cookie', 'attune-visitor'];

const isAnybodys = ({ headers }: IncomingMessage): boolean =>
  SAYS_WHOSE.every((name) => headers[name] === undefined);

/**
 * The newest request that was answered, held for its shape alone: V8 throws away the code it has compiled for objects of
 * a shape that nobody holds when it goes through all memory, as it does while a server rests, and the next thousands of
 * requests take up to three times as long (ADR 0043). None that says whose it is.
 */
export const createSpecimen = () => {
  let held: Specimen | undefined;
  return {
    hold(specimen: Specimen): void {
      if (isAnybodys(specimen.req)) held = specimen;
    },
    held: () => held,
  };
};
