import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { flowSteps, newRun, transition, type FlowDefinition, type RunInput } from '../../plugin/src';

interface History {
  /** The flow as it was then. */
  readonly definition: FlowDefinition;
  readonly key: string;
  readonly inputs: readonly { readonly now: number; readonly input: RunInput }[];
  readonly nodes: readonly string[];
  readonly effects: readonly string[];
  readonly because: string;
}

const read = <T>(...path: string[]): T => JSON.parse(readFileSync(join(...path), 'utf8')) as T;
const histories = readdirSync(import.meta.dirname).filter((file) => file.endsWith('.json'));

describe('recorded histories come to the same end', () => {
  it.each(histories)('%s', (file) => {
    const history = read<History>(import.meta.dirname, file);
    const flow = { definition: history.definition, steps: flowSteps() };
    const nodes: string[] = [];
    const effects: string[] = [];
    let state = newRun('recorded', history.inputs[0]?.now ?? 0, { key: history.key });
    for (const { now, input } of history.inputs) {
      const next = transition(flow, state, input, now);
      state = next.state;
      nodes.push(state.node);
      effects.push(...next.effects.map(({ id }) => id));
    }
    expect({ nodes, effects, because: state.because }).toEqual({
      nodes: history.nodes,
      effects: history.effects,
      because: history.because,
    });
  });
});
