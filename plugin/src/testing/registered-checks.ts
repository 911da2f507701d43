import type { Definition } from '../registry';
import { wants, type Check } from './check';

/** What every definition of every registry holds to. */
export const registeredChecks = ({ kind, label }: Definition): readonly Check[] => [
  {
    name: 'has a kind in lower case with dashes, and a label',
    run() {
      wants(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(kind), `"${kind}" is not a word in lower case with dashes.`);
      wants(label.trim().length > 0, `The kind "${kind}" has no label.`);
    },
  },
];
