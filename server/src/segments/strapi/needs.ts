import type { AnyDefinition, PopulationFigure } from '../../../../plugin/src';
import type { Tx } from '../../ports';
import type { Audit } from '../../privacy';
import type { Due, Profiles } from '../../profiles';
import type { ScoringSettings } from '../../settings';
import type { Place } from '..';

/** What this slice needs of the others. */
export interface SegmentsNeeds {
  /** Something must be looked at again for these people. */
  readonly queueEach: (tx: Tx, rows: readonly Due[]) => Promise<void>;
  /** How many people wait to be looked at, counted up to so many. */
  readonly waiting: (most: number) => Promise<number>;
  /** Whether a flow hears of this segment's comings and goings. */
  readonly heard: (key: string) => Promise<boolean>;
  /** Places outside segments that use one, by key: blocks, flows. */
  readonly usedBy?: (key: string) => Promise<readonly Place[]>;
  /** Flows that name a saved group, by its key. */
  readonly groupUsedBy?: (key: string) => Promise<readonly Place[]>;
  /** In how many places outside segments each is used, by key and read at once. */
  readonly countUsed?: () => Promise<ReadonlyMap<string, number>>;
  /** Leads flows from one segment to another. */
  readonly repointFlows?: (from: string, to: string) => Promise<readonly Place[]>;
  /** Figures whose spread among all people flows ask for. */
  readonly flowFigures?: () => Promise<ReadonlyMap<string, PopulationFigure>>;
  /** Keys of segments that running flows name. */
  readonly flowKeys?: () => Promise<ReadonlySet<string>>;
  /** Keys of segments to whose people only some block is shown. */
  readonly shownOnlyTo?: () => Promise<ReadonlySet<string>>;
  /** Keys that some block names, whoever it is shown to. */
  readonly namedByBlocks?: () => Promise<ReadonlySet<string>>;
  readonly profiles: Pick<
    Profiles,
    | 'count'
    | 'seenSince'
    | 'findMany'
    | 'resolve'
    | 'applyTraits'
    | 'setList'
    | 'joinList'
    | 'makeMany'
    | 'removeList'
    | 'pruneList'
    | 'lock'
    | 'getMany'
  >;
  /** The addresses among these that were erased here. */
  readonly erasedAmong: (tx: Tx, emails: readonly string[]) => Promise<ReadonlySet<string>>;
  readonly audit: Audit;
  /** How events become scores, and whether that was changed since it was last read. */
  readonly scoring?: Pick<ScoringSettings, 'current' | 'reload'>;
  /** Traits that are offered to nobody. */
  readonly sensitive?: () => Promise<readonly string[]>;
  /** The lists CRM connections offer, for the builder. */
  readonly lists?: () => Promise<readonly { connection: string; id: string; name: string }[]>;
  /** Kinds of conditions that extensions bring. */
  readonly kinds?: readonly AnyDefinition[];
}
