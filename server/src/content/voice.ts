import type { Shape } from './shape';
import { placeIn, type Item, type Place } from './written';

/**
 * How far whoever writes is heard on who sees a component. `whole`: a form that holds every audience itself, so that
 * silence means everyone. `partial`: a client that was never shown them, so that silence means nothing. `none`: a role
 * that may not say, so that its words mean nothing either.
 */
export type Voice = 'whole' | 'partial' | 'none';

/** By the audience's path as roles name it: `sections.audience`; in a zone, the zone's own name. */
export type VoiceAt = (path: string) => Voice;

export const voiceOf = ({ audience }: Shape, place: Place, voice: VoiceAt): Voice =>
  audience === undefined ? 'whole' : voice(placeIn(place, audience, 'value').name);

export const says = ({ value, shape, place }: Item, voice: VoiceAt): boolean =>
  shape.audience === undefined ||
  (value[shape.audience] !== undefined && voiceOf(shape, place, voice) !== 'none');
