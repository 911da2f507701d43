import {
  CallFault,
  checkConditions,
  checkEmails,
  createCarryOut,
  faultLine,
  inWords,
  nameOf,
  planImport,
  readFolder,
  readThings,
  type Fault,
  type PlanStep,
} from '../files';
import { IMPORT_FOLDER_USAGE } from './folder-command';
import { runOnFolder } from './folder-run';
import { UsageFault } from './import-command';

const line = ({ thing, todo, fields, publish, held }: PlanStep, isDone: boolean): string => {
  const what = {
    create: `+ ${nameOf(thing)}  new`,
    update: `~ ${nameOf(thing)}  changed: ${inWords(fields)}`,
    nothing: `= ${nameOf(thing)}  the same`,
  }[todo];
  if (held) return `${what}; not published: it is ${held}`;
  return publish ? `${what}; ${isDone ? 'published' : 'to be published'}` : what;
};

const isOpen = ({ todo, publish }: PlanStep): boolean => todo !== 'nothing' || publish;

const counted = (steps: readonly PlanStep[]): string => {
  const of = (todo: PlanStep['todo']) => steps.filter((step) => step.todo === todo).length;
  return `${of('create')} new, ${of('update')} changed, ${of('nothing')} the same`;
};

const refuse = (faults: readonly Fault[]): number => {
  for (const fault of faults) console.error(faultLine(fault));
  console.error('Nothing was written.');
  return 1;
};

const carryOut = async (
  steps: readonly PlanStep[],
  step: (one: PlanStep) => Promise<void>,
): Promise<number> => {
  for (const one of steps) {
    try {
      if (isOpen(one)) await step(one);
    } catch (error) {
      if (!(error instanceof CallFault)) throw error;
      console.error(`! ${nameOf(one.thing)}: ${error.message}`);
      console.error('What stands above it was written. Run it again to go on.');
      return 3;
    }
    if (isOpen(one) || one.held) console.log(line(one, true));
  }
  const published = steps.filter(({ publish }) => publish).length;
  console.log(`${counted(steps)}${published > 0 ? `; ${published} published` : ''}.`);
  return 0;
};

/** `attune import` of a folder: answers the exit code. */
export const importFolder = (args: readonly string[]): Promise<number> =>
  runOnFolder('import', args, IMPORT_FOLDER_USAGE, async ({ folder, dryRun, publish }, house, call) => {
    const texts = readFolder(folder);
    if (texts.size === 0) throw new UsageFault(`${folder} holds no segments, groups, flows or emails.`);
    const { things, faults } = readThings(texts, house.kinds);
    const plan = planImport(things, house, { publish });
    // What cannot be read is missing among the things: that others name it is no fault of theirs.
    const found = faults.length > 0 ? faults : plan.faults;
    if (found.length > 0) return refuse(found);
    const unfit = [
      ...(await checkConditions(call, house, plan.steps)),
      ...(await checkEmails(call, plan.steps)),
    ];
    if (unfit.length > 0) return refuse(unfit);
    if (!dryRun) return carryOut(plan.steps, createCarryOut(call, house));
    for (const step of plan.steps) console.log(line(step, false));
    console.log(`${counted(plan.steps)}. Nothing was written.`);
    return 0;
  });
