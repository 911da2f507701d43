import type { EventFact, FlowStory, LeftStep, ToldEvent } from '../../../../plugin/src';
import type { OutboxRow, OutboxStatus } from '../outbox/outbox-store';
import { EXPIRED } from '../outbox/still-wanted';
import type { RunTrace } from '../turn/run-store';
import type { ToldFlow } from './told-flow';

export type MomentKind =
  | 'entered'
  | 'passed'
  | 'sent'
  | 'not-sent'
  | 'on-its-way'
  | 'in-doubt'
  | 'clicked'
  | 'waits'
  | 'left';

/** Something that happened in a run, or will. */
export interface Moment {
  readonly at: number;
  readonly what: MomentKind;
  /** The step it happened at; null for the run as a whole. */
  readonly node: string | null;
  /** The step, or how it began, as a sentence; the link that was followed; why it ended. */
  readonly sentence: string;
  /** The way that was taken, or why; for what is not over, what holds it. */
  readonly detail: string;
  /** When it came to stand there, for what took its time. */
  readonly since: number | null;
  /** Until when it waits, for what is not over. */
  readonly until: number | null;
  /** The effect behind it, by its id, and its kind: `send-email`, `webhook`. */
  readonly effect: string | null;
  readonly effectKind: string | null;
  /** What the event that began it was about. */
  readonly about: ToldEvent | null;
}

const BECAME: Readonly<Record<OutboxStatus, MomentKind>> = {
  sent: 'sent',
  skipped: 'not-sent',
  failed: 'not-sent',
  unknown: 'in-doubt',
  queued: 'on-its-way',
  claimed: 'on-its-way',
  'handed-off': 'on-its-way',
  held: 'on-its-way',
};

const BLANK = {
  ...{ node: null, detail: '', since: null, until: null },
  ...{ effect: null, effectKind: null, about: null },
} as const;

/** Steps that were left in one go carry one time: they are put in the order in which they lead to each other. */
export const inOrder = (left: readonly LeftStep[], start: string, story: FlowStory): readonly LeftStep[] => {
  const open = [...left].sort((a, b) => a.at - b.at);
  const ordered: LeftStep[] = [];
  for (let expected = start; open.length > 0; ) {
    const [first] = open;
    const next = open.find(({ at, node }) => at === first?.at && node === expected) ?? (first as LeftStep);
    open.splice(open.indexOf(next), 1);
    ordered.push(next);
    const ways = story.ways[next.node] ?? [];
    expected = (ways.find(({ label }) => label === next.detail) ?? ways[0])?.to ?? '';
  }
  return ordered;
};

const enteredOf = ({ run, state }: RunTrace, { story, began }: ToldFlow): Moment => {
  const trigger = state.began ?? state.trigger;
  const begun = trigger && began(trigger);
  return {
    ...BLANK,
    at: run.enteredAt,
    what: 'entered',
    sentence: begun
      ? `entered ${begun.because}`
      : `entered: ${story.trigger.charAt(0).toLowerCase()}${story.trigger.slice(1)}`,
    detail: run.key ?? '',
    since: trigger && trigger.at <= run.enteredAt ? trigger.at : null,
    about: begun?.about ?? null,
  };
};

const reasonOf = (reason: string, node: string | null, { lasts }: ToldFlow): string => {
  const late = reason === EXPIRED && lasts(node ?? '');
  return late ? `too late: it would have gone more than ${late} after it was due` : reason;
};

const effectOf =
  (told: ToldFlow) =>
  ({ id, kind, node, status, reason, sentAt, createdAt, dueAt, waitedFor }: OutboxRow): Moment => ({
    ...BLANK,
    at: sentAt ?? createdAt,
    what: BECAME[status],
    node,
    sentence: told.story.steps[node ?? ''] ?? node ?? '',
    detail: (reason && reasonOf(reason, node, told)) ?? (waitedFor === null ? '' : `held back: ${waitedFor}`),
    until: BECAME[status] === 'on-its-way' && status !== 'held' ? dueAt : null,
    effect: id,
    effectKind: kind,
  });

const clickOf = (event: EventFact): Moment => ({
  ...BLANK,
  at: event.at,
  what: 'clicked',
  node: String(event.properties.effect_id).split(':')[1] ?? null,
  sentence: String(event.properties.link_url ?? ''),
  effect: String(event.properties.effect_id),
  effectKind: 'send-email',
});

/** What a step left behind, by the id that its effect has or would have. */
type Placed = readonly [step: string, moment: Moment];

/** What happened at one time is told in the order of its steps; a click comes behind its mail. */
const inTime = (placed: readonly Placed[], steps: readonly string[]): readonly Moment[] => {
  const place = ([step, { what }]: Placed): number => {
    const at = steps.indexOf(step);
    return (at < 0 ? steps.length : at) + (what === 'clicked' ? 0.5 : 0);
  };
  return [...placed].sort((a, b) => a[1].at - b[1].at || place(a) - place(b)).map(([, moment]) => moment);
};

/** What a run left behind, told from its beginning: a pure view over its traces. */
export const runStory = (
  trace: RunTrace,
  told: ToldFlow,
  clicks: readonly EventFact[],
): readonly Moment[] => {
  const { run, state, effects } = trace;
  const { start, story } = told;
  const effectIds = new Set(effects.map(({ id }) => id));
  const ordered = inOrder(run.steps, start, story);
  const idOf = ({ node, visit }: LeftStep): string => `${run.id}:${node}:${visit}`;
  const passed = ordered.flatMap((left, index): Placed[] => {
    const ways = story.ways[left.node] ?? [];
    // A step that did something is told by what became of it, and the last one by why the run is over.
    if (left.outcome !== 'passed' || ways.length === 0 || effectIds.has(idOf(left))) return [];
    const moment: Moment = {
      ...BLANK,
      at: left.at,
      what: 'passed',
      node: left.node,
      sentence: story.steps[left.node] ?? left.node,
      detail: ways.find(({ label }) => label === left.detail)?.sentence ?? '',
      since: ordered[index - 1]?.at ?? run.enteredAt,
    };
    return [[idOf(left), moment]];
  });
  const awaited = effects.find(({ id, status }) => id === state.awaits && BECAME[status] === 'on-its-way');
  // What is waited for is told at the end.
  const done = effects
    .filter((effect) => effect !== awaited)
    .map((effect): Placed => [effect.id, effectOf(told)(effect)]);
  const clicked = clicks
    .filter(({ properties }) => effectIds.has(String(properties.effect_id)))
    .map((click): Placed => [String(click.properties.effect_id), clickOf(click)]);
  const last = ordered.find(({ outcome }) => outcome !== 'passed');
  const between = inTime([...passed, ...done, ...clicked], ordered.map(idOf));
  const end: Moment =
    run.status === 'running'
      ? {
          ...BLANK,
          // It goes on until now: after all that has happened.
          at: Math.max(state.standsSince ?? run.enteredAt, ...between.map(({ at }) => at)),
          what: 'waits',
          node: run.node,
          sentence: state.lingers
            ? `came to the end: ${story.ends[0] ?? ''}`
            : (story.steps[run.node] ?? run.node),
          detail: awaited?.reason ?? '',
          since: state.standsSince ?? null,
          until: run.dueAt ?? (awaited?.status === 'queued' ? awaited.dueAt : null),
          effect: awaited?.id ?? null,
          effectKind: awaited?.kind ?? null,
        }
      : {
          ...BLANK,
          at: run.endedAt ?? run.enteredAt,
          what: 'left',
          node: run.node,
          sentence: run.because ?? '',
          detail: last?.detail ?? '',
        };
  return [enteredOf(trace, told), ...between, end];
};
