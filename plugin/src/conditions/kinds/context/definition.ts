import { z } from 'zod';

import type { Json } from '../../../json';
import type { ContextCondition } from '../../condition';
import { defineConditionKind } from '../../definition';
import { filterSchema } from '../../filter/schema';
import { filterWords, valueWords } from '../../filter/words';
import { readingWords } from '../../reading';
import { contextBehaviour } from './behaviour';
import { contextFaults } from './faults';

const FARTHEST = 20_100;

const near = z.strictObject({
  lat: z.number().min(-90).max(90).describe('degrees north'),
  lon: z.number().min(-180).max(180).describe('degrees east'),
  km: z.number().positive().max(FARTHEST),
});

/** Looked at only where the filter is one. */
const visitFilter = filterSchema.superRefine((value, context) => {
  if (context.issues.length > 0) return;
  for (const { path, message } of contextFaults(value)) {
    context.addIssue({ code: 'custom', path: [...path], message });
  }
});

const isAsked = ({ where }: ContextCondition): boolean => Object.keys(where).length > 0;

const placeWords = ({ near: place }: ContextCondition): readonly string[] =>
  place ? [`within ${place.km} km of ${place.lat}, ${place.lon}`] : [];

const distanceWords = ({ near: place }: ContextCondition, actual: Json): readonly string[] => {
  if (!place || !Array.isArray(actual)) return [];
  const distance: unknown = actual.at(-1);
  return typeof distance === 'number'
    ? [`${Math.round(distance)} km from ${place.lat}, ${place.lon}`]
    : [`nobody knows how far from ${place.lat}, ${place.lon}`];
};

export const contextDefinition = defineConditionKind<ContextCondition>({
  kind: 'context',
  label: 'This visit',
  options: z.strictObject({ kind: z.literal('context'), where: visitFilter, near: near.optional() }),
  behaviour: contextBehaviour,
  describe(options) {
    const filter = isAsked(options) || !options.near ? [filterWords(options.where)] : [];
    return `on this visit ${[...filter, ...placeWords(options)].join(' and ')}`;
  },
  explain(options, { actual }, groups) {
    const filter = isAsked(options) ? [readingWords(options.where, actual, valueWords, groups)] : [];
    return `on this visit ${[...filter, ...distanceWords(options, actual)].join(' and ') || 'anything'}`;
  },
});
