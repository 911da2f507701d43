import { z } from 'zod';

import type { Purpose } from '../privacy';
import { purposeSchema } from '../privacy/schema';
import { WEEKDAYS } from '../time';
import { DRAWN_BY } from './draw';
import { DAYS } from './weekday-words';

/*
 * `words` says in the JSON schema what a choice is called, and `default` which one holds when nothing is chosen: the panel
 * shows it as chosen. `fresh` stands in a new step, where that is another.
 */

export const changeSchema = z
  .enum(['add', 'remove'])
  .meta({ title: 'Add or remove', words: { add: 'Add', remove: 'Remove' } });

export const directionSchema = z.enum(['before', 'after']).meta({
  ...{ title: 'Before or after it', default: 'after' },
  words: { before: 'Before it', after: 'After it' },
});

export const weekdaysSchema = z.array(z.enum(WEEKDAYS).meta({ words: DAYS })).max(7);

const PURPOSE_WORDS: Readonly<Record<Purpose | 'service', string>> = {
  analytics: 'Analytics',
  personalisation: 'Personalisation',
  marketing: 'Marketing',
  advertising: 'Advertising',
  service: 'Nothing: it is a service',
};

/** The consent that an effect needs; `service` needs none. */
export const neededConsentSchema = z
  .union([purposeSchema, z.literal('service')])
  .meta({ title: 'Needs a yes to', default: 'marketing', words: PURPOSE_WORDS });

/** Steps of before people drew lots say nothing, and go on drawing by the run. */
export const drawnBySchema = z.enum(DRAWN_BY).meta({
  ...{ title: 'Draw', default: 'run', fresh: 'person' },
  description: 'Once: whoever comes in again goes the same way again.',
  words: { person: 'Once for each person', run: 'Anew for each run' },
});
