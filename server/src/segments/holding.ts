import { createHolds, type Condition, type Conditions, type Facts } from '../../../plugin/src';

/** Whether a condition holds of somebody, and nothing more. */
export type Holding = (facts: Facts, now: number) => boolean;

/** For counting many people: generated code, made when the first of them is judged. */
export const createHolding = ({ compile }: Conditions, condition: Condition): Holding => {
  let made: Holding | undefined;
  return (facts, now) => {
    made ??= createHolds(compile)(condition);
    return made(facts, now);
  };
};
