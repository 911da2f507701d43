import type { EventFact, FlowFigures, JsonObject } from '../../../../plugin/src';

/** A run that really was. */
export interface RecordedRun {
  readonly id: string;
  readonly profileId: string;
  readonly key: string | null;
  readonly enteredAt: number;
  /** What it began with; null where nothing is known of it any more. */
  readonly trigger: EventFact | null;
}

/** A message of another flow that really went. */
export interface SentMessage {
  readonly id: string;
  readonly kind: string;
  readonly profileId: string;
  readonly payload: JsonObject;
  readonly sentAt: number;
}

/** Somebody can only come in who did this in that time; undefined for anybody. */
export interface Did {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/** A stretch of the base, in the order of ids. */
export interface PeopleStretch {
  readonly ids: readonly string[];
  /** The last id of the stretch; null when the base is at its end. */
  readonly end: string | null;
}

/** What a rehearsal reads beside what is known of people. It writes nothing. */
export interface RecordedStore {
  people(): Promise<number>;
  /** Living people of the next so many after this id: those who did it. */
  stretch(did: Did | undefined, after: string, size: number): Promise<PeopleStretch>;
  runsOf(flowId: string, profileIds: readonly string[]): Promise<readonly RecordedRun[]>;
  /** By what other flows really wrote to these people in that time. */
  messages(
    profileIds: readonly string[],
    exceptFlow: string,
    from: number,
    to: number,
  ): Promise<readonly SentMessage[]>;
  /** What the flow really did in that time, unless that is more than can be read in a moment. */
  figures(flowId: string, from: number, to: number): Promise<FlowFigures | 'too-many'>;
}

/** The engine looks about every second, and may have been down for a while. */
const LATEST = 600_000;

/**
 * Gives runs the ids of those that really were: the same splits are drawn for them, and what people did with their mails
 * is theirs. Each is given once.
 */
export const createIds = (recorded: readonly RecordedRun[], flowId: string, profileId: string) => {
  const free = [...recorded];
  let made = 0;
  return ({ key, now }: { readonly key: string | null; readonly now: number }): string => {
    const apart = (one: RecordedRun): number => Math.abs(one.enteredAt - now);
    const [nearest] = free
      .filter((one) => one.key === key && apart(one) <= LATEST)
      .sort((a, b) => apart(a) - apart(b));
    if (nearest) {
      free.splice(free.indexOf(nearest), 1);
      return nearest.id;
    }
    made += 1;
    return `rehearsed-${flowId}-${profileId}-${made}`;
  };
};
