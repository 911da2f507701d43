import { useMemo, useState } from 'react';

import { useNavigate } from 'react-router-dom';

import type { Condition } from '../../../plugin/src/conditions/condition';
import {
  segmentsEndpoints,
  type SegmentTemplate,
  type ShownSegment,
} from '../../../plugin/src/segments/endpoints';
import { NOTHING_LOST } from '../shared/LeaveQuestion';
import { pathTo } from '../shared/paths';
import { useAction } from '../shared/useAction';
import { useNotice } from '../shared/useNotice';
import { useText } from '../shared/useText';
import { notesOf, type Notes } from './notes';
import { conditionOf } from './tree/convert';
import { useTree } from './useTree';

const EVERYONE: Condition = { all: [] };

/** What is typed into the editor, and how it is saved. A new one may start from a template. */
export const useSegmentForm = (segment: ShownSegment | undefined, template: SegmentTemplate | undefined) => {
  const text = useText();
  const notice = useNotice();
  const navigate = useNavigate();
  const tree = useTree(segment?.condition ?? template?.condition ?? EVERYONE);
  const [saved, setSaved] = useState(segment);
  const [notes, setNotes] = useState(() => notesOf(segment ?? template));
  const create = useAction(segmentsEndpoints.create);
  const update = useAction(segmentsEndpoints.update);
  const condition = useMemo(() => conditionOf(tree.root), [tree.root]);
  const conditionChanged =
    JSON.stringify(condition) !== JSON.stringify(saved ? normal(saved.condition) : EVERYONE);
  const changed = conditionChanged || JSON.stringify(notes) !== JSON.stringify(notesOf(saved));
  const isLive = saved === undefined || saved.kind === 'live';

  const keep = (stored: ShownSegment) => {
    setSaved(stored);
    setNotes(notesOf(stored));
  };

  const save = async (): Promise<void> => {
    const { owner, ...others } = notes;
    const outcome = saved
      ? await update.run({ id: saved.id, ...notes, ...(isLive && conditionChanged ? { condition } : {}) })
      : await create.run({ ...others, ...(owner ? { owner } : {}), condition });
    if (!outcome.ok) return;
    const { data } = outcome.answer;
    notice.done(text('segments.saved', { name: data.name }));
    keep(data);
    if (!saved) navigate(pathTo('segments', data.id), { replace: true, ...NOTHING_LOST });
  };

  return {
    tree,
    notes,
    /** Some of what is written about it. */
    write: (some: Partial<Notes>) => setNotes((before) => notesOf({ ...before, ...some })),
    condition,
    conditionChanged,
    changed,
    /** As it is stored now; undefined for a new one. */
    saved,
    save,
    /** What became of it elsewhere, as by a merge; the rows follow, and can be undone. */
    adopt(stored: ShownSegment) {
      keep(stored);
      tree.load(stored.condition);
    },
    saving: create.running || update.running,
    problem: create.problem ?? update.problem,
    forget: saved ? update.forget : create.forget,
  };
};

/** As the tree would store it, so that opening a segment counts as no change. */
const normal = (condition: Condition): Condition =>
  'all' in condition || 'any' in condition || 'not' in condition ? condition : { all: [condition] };
