import { useMemo, useState } from 'react';

import { useNavigate } from 'react-router-dom';

import type { Condition } from '../../../plugin/src/conditions/condition';
import { segmentsEndpoints, type ShownSegment } from '../../../plugin/src/segments/endpoints';
import { pathTo } from '../shared/paths';
import { useAction } from '../shared/useAction';
import { useNotice } from '../shared/useNotice';
import { useText } from '../shared/useText';
import { unfinished } from './tree/complete';
import { conditionOf } from './tree/convert';
import { useTree } from './useTree';

const EVERYONE: Condition = { all: [] };

/** What is typed into the editor, and how it is saved. */
export const useSegmentForm = (segment: ShownSegment | undefined) => {
  const text = useText();
  const notice = useNotice();
  const navigate = useNavigate();
  const tree = useTree(segment?.condition ?? EVERYONE);
  const [saved, setSaved] = useState(segment);
  const [name, setName] = useState(segment?.name ?? '');
  const [description, setDescription] = useState(segment?.description ?? '');
  const create = useAction(segmentsEndpoints.create);
  const update = useAction(segmentsEndpoints.update);
  const condition = useMemo(() => conditionOf(tree.root), [tree.root]);
  const changed =
    name !== (saved?.name ?? '') ||
    description !== (saved?.description ?? '') ||
    JSON.stringify(condition) !== JSON.stringify(saved ? normal(saved.condition) : EVERYONE);

  const save = async (): Promise<void> => {
    const input = { name, description, condition };
    const outcome = saved ? await update.run({ id: saved.id, ...input }) : await create.run(input);
    if (!outcome.ok) return;
    const { data } = outcome.answer;
    notice.done(text('segments.saved', { name: data.name }));
    setSaved(data);
    if (!saved) navigate(pathTo('segments', data.id), { replace: true });
  };

  return {
    tree,
    name,
    setName,
    description,
    setDescription,
    condition,
    changed,
    unfinished: unfinished(tree.root),
    save,
    saving: create.running || update.running,
    problem: create.problem ?? update.problem,
    forget: saved ? update.forget : create.forget,
  };
};

/** As the tree would store it, so that opening a segment counts as no change. */
const normal = (condition: Condition): Condition =>
  'all' in condition || 'any' in condition || 'not' in condition ? condition : { all: [condition] };
