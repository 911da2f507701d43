import type { Context } from 'koa';

import { nameOf, type NamedSegment, type PreviewView } from '../../../../plugin/src';
import type { Profiles } from '../../profiles';
import type { Previews } from '..';
import { previewTokenOf } from './request';

interface Needs {
  readonly previews: Pick<Previews, 'open'>;
  readonly profiles: Pick<Profiles, 'get'>;
  readonly named: (keys: readonly string[]) => Promise<readonly NamedSegment[]>;
}

/** As whom, on what and when a page is looked at; undefined where it is no preview, or one that is over. */
export interface Previewed extends Omit<PreviewView, 'who'> {
  readonly who: PreviewView['who']['kind'];
  readonly names: string[];
}

/** The token of a person was only given to somebody who may see people: their name goes with it. */
export const createPreviewed = ({ previews, profiles, named }: Needs) => {
  const namesOf = async (who: PreviewView['who']): Promise<string[]> => {
    switch (who.kind) {
      case 'stranger':
        return [];
      case 'segments':
        return (await named(who.keys)).map((one) => (one.kind === 'condition' ? one.sentence : one.name));
      case 'person': {
        const name = nameOf((await profiles.get(who.profileId))?.traits ?? {});
        return name === '' ? [] : [name];
      }
    }
  };
  return async (ctx: Context): Promise<Previewed | undefined> => {
    const token = previewTokenOf(ctx);
    const view = token === undefined ? undefined : previews.open(token);
    return view && { ...view, who: view.who.kind, names: await namesOf(view.who) };
  };
};
