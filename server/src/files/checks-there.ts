import { conditionsEndpoints, emailsEndpoints } from '../../../plugin/src';
import type { Call } from './call';
import type { House } from './house';
import { conditionsIn, isForeign, stepsOf } from './language';
import type { PlanStep } from './plan';
import { faultOf, nameOf, type EmailThing, type Fault, type Thing } from './thing';

const isEmail = (thing: Thing): thing is EmailThing => thing.what === 'emails';

/** What the templates' own Strapi, which alone knows its layouts and partials, says against them. Writes nothing. */
export const checkEmails = async (call: Call, steps: readonly PlanStep[]): Promise<readonly Fault[]> => {
  const faults: Fault[] = [];
  for (const { thing, todo } of steps) {
    if (!isEmail(thing) || todo === 'nothing') continue;
    const problems = (await call(emailsEndpoints.check, { source: thing.body })).data;
    for (const { part, line, column, message } of problems) {
      const at = nameOf(thing);
      const file = part === 'html' || part === 'text' ? `${at}.${part}.hbs` : `${at}.json`;
      const reason = line > 0 ? `line ${line}, column ${column}: ${message}` : message;
      faults.push({ file, path: part, reason });
    }
  }
  return faults;
};

/** What Strapi, which alone knows the kinds that its extensions brought, says against conditions of them. Writes nothing. */
export const checkConditions = async (
  call: Call,
  house: House,
  steps: readonly PlanStep[],
): Promise<readonly Fault[]> => {
  const known = stepsOf(house.kinds);
  const faults: Fault[] = [];
  for (const { thing, todo } of steps) {
    if (todo === 'nothing') continue;
    for (const { path, condition } of conditionsIn(thing, known)) {
      if (!isForeign(condition)) continue;
      const { data } = await call(conditionsEndpoints.check, { condition });
      for (const { path: within, message } of data) {
        faults.push(faultOf(thing, within === '' ? [path] : [path, within], message));
      }
    }
  }
  return faults;
};
