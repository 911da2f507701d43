import type { Shape, Shapes } from './shape';
import { placeIn, type createWritten, type Item, type Place } from './written';

/**
 * How far whoever writes is heard on who sees a component. `whole`: a form that holds every audience itself, so that
 * silence means everyone. `partial`: a client that was never shown them, so that silence means nothing. `none`: a role
 * that may not say, so that its words mean nothing either.
 */
export type Voice = 'whole' | 'partial' | 'none';

/** By the audience's path as roles name it: `sections.audience`; in a zone, the zone's own name. */
export type VoiceAt = (path: string) => Voice;

interface Needs {
  readonly shapes: Shapes;
  readonly written: ReturnType<typeof createWritten>;
}

export const createHearing = ({ shapes, written: { carrying, inside } }: Needs) => {
  const voiceOf = ({ audience }: Shape, place: Place, voice: VoiceAt): Voice =>
    audience === undefined ? 'whole' : voice(placeIn(place, audience, 'value').name);

  const says = ({ value, shape, place }: Item, voice: VoiceAt): boolean =>
    shape.audience === undefined ||
    (value[shape.audience] !== undefined && voiceOf(shape, place, voice) !== 'none');

  /** Who says the audience of every block in it has said all there is. */
  const saysAll = (item: Item, voice: VoiceAt): boolean =>
    says(item, voice) && inside(item).every((one) => saysAll(one, voice));

  /** Whether silence means everyone, here and in all that may stand inside. */
  const isWhole = (shape: Shape, place: Place, voice: VoiceAt, seen: readonly Shape[] = []): boolean =>
    seen.includes(shape) ||
    (voiceOf(shape, place, voice) === 'whole' &&
      [...shape.fields].every(([name, field]) => {
        const inner = carrying(field) && field.kind === 'component' ? shapes.of(field.uid) : undefined;
        return !inner || isWhole(inner, placeIn(place, name, field.kind), voice, [...seen, shape]);
      }));

  return { voiceOf, says, saysAll, isWhole };
};
