import { useState } from 'react';

import { IconButton, MenuItem, SimpleMenu } from '@strapi/design-system';
import { ManyToOne, More, OneToMany, Trash } from '@strapi/icons';

import type { Vocabulary } from '../../../../plugin/src/conditions/endpoints';
import type { ShownSegment } from '../../../../plugin/src/segments/endpoints';
import { useText } from '../../shared/useText';
import { DeleteSegment } from '../DeleteSegment';
import { MergeModal } from '../actions/MergeModal';
import { SplitModal } from '../actions/SplitModal';

interface MoreActionsProps {
  readonly segment: ShownSegment;
  readonly vocabulary: Vocabulary;
  /** The segment itself is not as it was. */
  readonly onChanged: (segment: ShownSegment) => void;
}

/** Merging, splitting and deleting: what is seldom done, away from the button that saves. */
export const MoreActions = ({ segment, vocabulary, onChanged }: MoreActionsProps) => {
  const text = useText();
  const [asked, setAsked] = useState<'merge' | 'split' | 'delete'>();
  const close = () => setAsked(undefined);
  const merged = (one: ShownSegment) => {
    if (one.id === segment.id) onChanged(one);
  };
  return (
    <>
      <SimpleMenu tag={IconButton} icon={<More />} label={text('segments.more')} variant="tertiary">
        <MenuItem startIcon={<ManyToOne />} onSelect={() => setAsked('merge')}>
          {text('segments.merge.menu')}
        </MenuItem>
        <MenuItem startIcon={<OneToMany />} onSelect={() => setAsked('split')}>
          {text('segments.split.menu')}
        </MenuItem>
        <MenuItem startIcon={<Trash />} variant="danger" onSelect={() => setAsked('delete')}>
          {text('delete')}
        </MenuItem>
      </SimpleMenu>
      {asked === 'merge' && <MergeModal segment={segment} onMerged={merged} onClose={close} />}
      {asked === 'split' && <SplitModal segment={segment} vocabulary={vocabulary} onClose={close} />}
      {asked === 'delete' && <DeleteSegment segment={segment} onClose={close} />}
    </>
  );
};
