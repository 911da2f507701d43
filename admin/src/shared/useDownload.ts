import { useState } from 'react';

import { useFetchClient } from '@strapi/strapi/admin';

import type { Endpoint, InputOf } from '../../../plugin/src/endpoints';
import { download } from '../api';
import { problemOf, type Problem } from './problem';
import { saveFile } from './save-file';

type Values = Readonly<Record<string, unknown>>;

/** Fetches a file from an endpoint and lets the browser keep it. */
export const useDownload = <E extends Endpoint>(endpoint: E) => {
  const client = useFetchClient();
  const [running, setRunning] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const run = async (input: InputOf<E>, name: string): Promise<void> => {
    setRunning(true);
    setProblem(undefined);
    try {
      saveFile(name, await download(client, endpoint, input as Values), 'text/csv');
    } catch (error) {
      setProblem(problemOf(error));
    } finally {
      setRunning(false);
    }
  };
  return { run, running, problem, forget: () => setProblem(undefined) };
};
