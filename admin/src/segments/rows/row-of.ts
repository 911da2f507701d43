import type { ComponentType } from 'react';

import type { Leaf } from '../../../../plugin/src/conditions/condition';
import { ContextFields } from './ContextFields';
import { EventFields } from './EventFields';
import { ListFields } from './ListFields';
import { OtherFields } from './OtherFields';
import { RandomFields } from './RandomFields';
import { RecencyFields } from './RecencyFields';
import { ScoreFields } from './ScoreFields';
import { SegmentFields } from './SegmentFields';
import { SequenceFields } from './SequenceFields';
import { SessionFields } from './SessionFields';
import { TagFields } from './TagFields';
import { TraitFields } from './TraitFields';

export interface FieldsProps<Kind extends Leaf = Leaf> {
  readonly leaf: Kind;
  readonly onChange: (leaf: Leaf) => void;
}

const rows: Readonly<Record<string, unknown>> = {
  trait: TraitFields,
  event: EventFields,
  recency: RecencyFields,
  segment: SegmentFields,
  list: ListFields,
  context: ContextFields,
  sequence: SequenceFields,
  session: SessionFields,
  tag: TagFields,
  score: ScoreFields,
  random: RandomFields,
};

/** The fields of a kind; one that the panel does not know is edited as its JSON. */
export const rowOf = (leaf: Leaf): ComponentType<FieldsProps> =>
  (rows[leaf.kind] ?? OtherFields) as ComponentType<FieldsProps>;
