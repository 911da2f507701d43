import type { SegmentTrigger } from '../../flow';
import type { FlowTriggerBehaviour } from '../../trigger-kind';

const crossing = (kind: SegmentTrigger['kind']): FlowTriggerBehaviour<SegmentTrigger> => ({
  kind,
  starts({ segment }, input) {
    const crosses =
      input.kind === 'segment' && input.segment === segment && input.entered === (kind === 'segment-entered');
    return crosses ? { key: null, trigger: null } : undefined;
  },
  already: ({ segment }, { since }) =>
    kind === 'segment-entered'
      ? { of: 'segment', segment, enough: true }
      : { of: 'left', segment, after: since, enough: true },
  about: ({ segment }) => `${kind} ${segment}`,
  eventless: () => true,
  segments: ({ segment }) => ({ named: [segment], enters: [segment] }),
  describe: ({ segment }, called) =>
    `When somebody ${kind === 'segment-entered' ? 'enters' : 'leaves'} the segment “${called.segment(segment)}”`,
});

export const segmentEntered = crossing('segment-entered');
export const segmentLeft = crossing('segment-left');
