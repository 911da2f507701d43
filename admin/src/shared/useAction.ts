import { useCallback, useEffect, useRef, useState } from 'react';

import { useFetchClient } from '@strapi/strapi/admin';

import type { AnswerOf, Endpoint, InputOf } from '../../../plugin/src/endpoints';
import { call } from '../api';
import { isAbort, problemOf, type Problem } from './problem';

export type Outcome<Answer> =
  | { readonly ok: true; readonly answer: Answer }
  | { readonly ok: false; readonly problem: Problem };

/** How it goes with something that is done. */
export interface Doing {
  readonly running: boolean;
  /** Of the latest run; gone when the next one starts. */
  readonly problem: Problem | undefined;
  /** The problem has been read. */
  readonly forget: () => void;
}

export interface Action<E extends Endpoint> extends Doing {
  readonly run: (input: InputOf<E>) => Promise<Outcome<AnswerOf<E>>>;
}

/** Does something at an endpoint. The outcome is a value, so that the screen decides where a failure is shown. */
export const useAction = <E extends Endpoint>(endpoint: E): Action<E> => {
  const client = useFetchClient();
  const clientNow = useRef(client);
  clientNow.current = client;
  const here = useRef(true);
  const [running, setRunning] = useState(false);
  const [problem, setProblem] = useState<Problem>();

  useEffect(() => {
    here.current = true;
    return () => {
      here.current = false;
    };
  }, []);

  const run = useCallback(
    async (input: InputOf<E>): Promise<Outcome<AnswerOf<E>>> => {
      setRunning(true);
      setProblem(undefined);
      try {
        return { ok: true, answer: await call(clientNow.current, endpoint, input) };
      } catch (error) {
        const found = isAbort(error) ? { status: 0, message: '', faults: [] } : problemOf(error);
        if (here.current) setProblem(found);
        return { ok: false, problem: found };
      } finally {
        if (here.current) setRunning(false);
      }
    },
    [endpoint],
  );

  const forget = useCallback(() => setProblem(undefined), []);
  return { run, running, problem, forget };
};
