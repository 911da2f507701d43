import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';

const nameOf = (test) => `${relative(process.cwd(), test.module.moduleId)} > ${test.fullName}`;

/** Why a test was not run: what it said when it skipped itself, or nothing. */
const reasonOf = (test) => test.result().note ?? '';

const collect = (modules) => {
  const totals = { passed: 0, failed: 0, failures: [], skipped: [], broken: [] };
  for (const module of modules) {
    // A file that cannot be loaded has no tests to fail: it counts as one failure itself.
    if (module.state() === 'failed' && module.errors().length > 0) {
      totals.failed += 1;
      totals.broken.push(relative(process.cwd(), module.moduleId));
    }
    for (const test of module.children.allTests()) {
      const { state } = test.result();
      if (state === 'passed') totals.passed += 1;
      else if (state === 'skipped' || state === 'pending')
        totals.skipped.push({ name: nameOf(test), reason: reasonOf(test) });
      else {
        totals.failed += 1;
        totals.failures.push(nameOf(test));
      }
    }
  }
  return totals;
};

/** Vitest's totals as JSON in the file that TOTALS_FILE names, for scripts/test.mjs to add up. */
export default class TotalsReporter {
  onTestRunEnd(modules, unhandled) {
    const totals = collect(modules);
    writeFileSync(
      process.env.TOTALS_FILE,
      JSON.stringify({ ...totals, failed: totals.failed + unhandled.length }),
    );
  }
}
