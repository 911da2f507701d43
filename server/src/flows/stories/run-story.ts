import type { EventFact, FlowStory, LeftStep } from '../../../../plugin/src';
import type { OutboxRow, OutboxStatus } from '../outbox/outbox-store';
import type { RunTrace } from '../turn/run-store';

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
  /** The step as a sentence, the event's name, or the link that was followed. */
  readonly sentence: string;
  /** The way that was taken, or why. */
  readonly detail: string;
  /** When it came to stand there, for what took its time. */
  readonly since: number | null;
  /** Until when it waits, for what is not over. */
  readonly until: number | null;
  /** The effect behind it, by its id. */
  readonly effect: string | null;
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

const BLANK = { node: null, detail: '', since: null, until: null, effect: null } as const;

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

const enteredOf = ({ run, state }: RunTrace, story: FlowStory): Moment => ({
  ...BLANK,
  at: run.enteredAt,
  what: 'entered',
  sentence: state.trigger?.name ?? story.trigger,
  detail: run.key ?? '',
  since: state.trigger && state.trigger.at <= run.enteredAt ? state.trigger.at : null,
});

const effectOf =
  (story: FlowStory) =>
  ({ id, node, status, reason, sentAt, createdAt, dueAt, waitedFor }: OutboxRow): Moment => ({
    at: sentAt ?? createdAt,
    what: BECAME[status],
    node,
    sentence: story.steps[node ?? ''] ?? node ?? '',
    detail: reason ?? (waitedFor === null ? '' : `held back: ${waitedFor}`),
    since: null,
    until: BECAME[status] === 'on-its-way' ? dueAt : null,
    effect: id,
  });

const clickOf = (event: EventFact): Moment => ({
  ...BLANK,
  at: event.at,
  what: 'clicked',
  node: String(event.properties.effect_id ?? '').split(':')[1] ?? null,
  sentence: String(event.properties.link_url ?? ''),
  effect: String(event.properties.effect_id ?? ''),
});

/** What a run left behind, told from its beginning: a pure view over its traces. */
export const runStory = (
  trace: RunTrace,
  start: string,
  story: FlowStory,
  clicks: readonly EventFact[],
): readonly Moment[] => {
  const { run, state, effects } = trace;
  const effectIds = new Set(effects.map(({ id }) => id));
  const ordered = inOrder(run.steps, start, story);
  const passed = ordered.flatMap((left, index): Moment[] => {
    // A step that did something is told by what became of it.
    if (left.outcome !== 'passed' || effectIds.has(`${run.id}:${left.node}:${left.visit}`)) return [];
    const way = story.ways[left.node]?.find(({ label }) => label === left.detail);
    return [
      {
        ...BLANK,
        at: left.at,
        what: 'passed',
        node: left.node,
        sentence: story.steps[left.node] ?? left.node,
        detail: way?.sentence ?? '',
        since: ordered[index - 1]?.at ?? run.enteredAt,
      },
    ];
  });
  const done = effects.map(effectOf(story));
  const clicked = clicks.filter(({ properties }) => effectIds.has(String(properties.effect_id))).map(clickOf);
  const last = ordered.find(({ outcome }) => outcome !== 'passed');
  // At one time a click comes before what it moved, and a step before what became of the next one.
  const between = [...clicked, ...passed, ...done].sort((a, b) => a.at - b.at);
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
          since: state.standsSince ?? null,
          until: run.dueAt,
        }
      : {
          ...BLANK,
          at: run.endedAt ?? run.enteredAt,
          what: 'left',
          node: run.node,
          sentence: run.because ?? '',
          detail: last?.detail ?? '',
        };
  return [enteredOf(trace, story), ...between, end];
};
