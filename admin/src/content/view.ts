import type { PreviewDevice, PreviewView } from '../../../plugin/src/content/preview.schema';

/** What is chosen under "View as"; `nobody` looks through nobody's eyes. */
export interface ChosenView {
  readonly who: 'nobody' | PreviewView['who']['kind'];
  readonly segments: readonly string[];
  readonly profileId?: string;
  readonly device?: PreviewDevice;
  readonly at?: number;
}

export const NO_VIEW: ChosenView = { who: 'nobody', segments: [] };

/** As the server takes it; undefined while nobody, or nobody in particular yet, looks. */
export const viewOf = (
  { who, segments, profileId, device, at }: ChosenView,
  timezone: string,
): PreviewView | undefined => {
  const rest = {
    ...(device === undefined ? {} : { device }),
    ...(at === undefined ? {} : { at }),
    timezone,
  };
  switch (who) {
    case 'nobody':
      return undefined;
    case 'stranger':
      return { who: { kind: 'stranger' }, ...rest };
    case 'segments':
      return segments.length === 0 ? undefined : { who: { kind: 'segments', keys: [...segments] }, ...rest };
    case 'person':
      return profileId === undefined ? undefined : { who: { kind: 'person', profileId }, ...rest };
  }
};
