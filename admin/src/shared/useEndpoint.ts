import { useCallback, useEffect, useRef, useState } from 'react';

import { useFetchClient } from '@strapi/strapi/admin';

import type { AnswerOf, Endpoint, InputOf } from '../../../plugin/src/endpoints';
import { call } from '../api';
import { isAbort, problemOf, type Problem } from './problem';

export interface EndpointState<Answer> {
  /** The latest answer; while another input loads it is still that of the input before. */
  readonly answer: Answer | undefined;
  readonly problem: Problem | undefined;
  readonly loading: boolean;
  readonly reload: () => void;
}

interface Options {
  /** Milliseconds between the end of one answer and the next call; nothing is asked while the tab is hidden. */
  readonly every?: number;
}

interface Held<Answer> {
  readonly key: string;
  readonly answer?: Answer;
  readonly problem?: Problem;
}

/** Reads an endpoint and reads it anew when the input changes; `null` for the input asks nothing. */
export const useEndpoint = <E extends Endpoint>(
  endpoint: E,
  input: InputOf<E> | null,
  { every }: Options = {},
): EndpointState<AnswerOf<E>> => {
  const client = useFetchClient();
  const clientNow = useRef(client);
  clientNow.current = client;
  const [held, setHeld] = useState<Held<AnswerOf<E>>>({ key: '' });
  const [turn, setTurn] = useState(0);
  const key = input === null ? null : `${endpoint.id} ${JSON.stringify(input)}`;

  useEffect(() => {
    if (key === null) return;
    const stop = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = async (): Promise<void> => {
      const asked = JSON.parse(key.slice(endpoint.id.length + 1)) as InputOf<E>;
      if (!document.hidden || timer === undefined) {
        try {
          setHeld({ key, answer: await call(clientNow.current, endpoint, asked, stop.signal) });
        } catch (error) {
          if (stop.signal.aborted || isAbort(error)) return;
          setHeld((before) => ({ key, answer: before.answer, problem: problemOf(error) }));
        }
      }
      if (every !== undefined && !stop.signal.aborted) timer = setTimeout(ask, every);
    };
    void ask();
    return () => {
      stop.abort();
      clearTimeout(timer);
    };
  }, [endpoint, key, every, turn]);

  const reload = useCallback(() => setTurn((before) => before + 1), []);
  return {
    answer: held.answer,
    problem: held.key === key ? held.problem : undefined,
    loading: key !== null && held.key !== key,
    reload,
  };
};
