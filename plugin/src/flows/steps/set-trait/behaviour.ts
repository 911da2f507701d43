import { valueAt, type Json } from '../../../json';
import { afterEffect, awaitEffect, waysAfterEffect, type AfterEffect } from '../../after-effect';
import type { FlowStepBehaviour, Visit } from '../../step';

export interface SetTraitOptions extends AfterEffect {
  readonly name: string;
  /** Null deletes the trait. */
  readonly value?: string | number | boolean | null;
  /** Or what stands under this path in the properties of the trigger. */
  readonly from?: string;
}

const valueOf = ({ options: { value, from }, state }: Visit<SetTraitOptions>): Json | undefined =>
  from === undefined ? value : valueAt(state.trigger?.properties, from.split('.'));

export const setTrait: FlowStepBehaviour<SetTraitOptions> = {
  kind: 'set-trait',
  waits: false,
  enter(visit) {
    const value = valueOf(visit);
    const { name, next } = visit.options;
    if (value === undefined) return { move: 'go', to: next, detail: 'nothing to set' };
    return awaitEffect(visit, 'set-trait', { name, value });
  },
  settled: afterEffect,
  ways: waysAfterEffect,
  describe: ({ name, value, from }) => {
    if (from !== undefined) return `set the trait ${name} to the trigger’s ${from}`;
    return value === null ? `delete the trait ${name}` : `set the trait ${name} to “${String(value)}”`;
  },
};
