import { readEvent, type JsonObject } from '../../../plugin/src';
import { peopleIn, type Drafted } from './event-draft';
import { messageIdOf } from './message-id';
import type { Row } from './row';

interface Options {
  readonly source: string;
  readonly eventBytes: number;
  readonly now: number;
}

/** A line of NDJSON that is a call of the tracking API already. Its messageId stays; without one it gets the same each time. */
export const createRawDraft =
  ({ source, eventBytes, now }: Options) =>
  ([row]: readonly Row[]): readonly Drafted[] => {
    const { line, fields } = row!;
    const messageId = fields.messageId ?? messageIdOf([source, line, JSON.stringify(fields)]);
    const call: JsonObject = { ...fields, messageId };
    const read = readEvent(call, { receivedAt: now, historical: true, bytes: eventBytes, newId: () => '' });
    return ['fault' in read ? { fault: read.fault, line } : { drafts: [{ call, people: peopleIn(call) }] }];
  };
