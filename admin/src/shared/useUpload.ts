import { useState } from 'react';

import { useFetchClient } from '@strapi/strapi/admin';

import type { AnswerOf, Endpoint, InputOf } from '../../../plugin/src/endpoints';
import { upload } from '../api';
import { problemOf, type Problem } from './problem';
import type { Outcome } from './useAction';

/** Sends a file to an endpoint. */
export const useUpload = <E extends Endpoint>(endpoint: E) => {
  const client = useFetchClient();
  const [running, setRunning] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const run = async (input: InputOf<E>, file: Blob): Promise<Outcome<AnswerOf<E>>> => {
    setRunning(true);
    setProblem(undefined);
    try {
      return { ok: true, answer: await upload(client, endpoint, input, file) };
    } catch (error) {
      const found = problemOf(error);
      setProblem(found);
      return { ok: false, problem: found };
    } finally {
      setRunning(false);
    }
  };
  return { run, running, problem };
};
