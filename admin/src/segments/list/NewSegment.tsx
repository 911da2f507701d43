import { useState } from 'react';

import { MenuItem, SimpleMenu } from '@strapi/design-system';
import { FileCsv, Pencil, Plus, Sparkle } from '@strapi/icons';
import { useNavigate } from 'react-router-dom';

import { pathTo } from '../../shared/paths';
import { useMay } from '../../shared/useMay';
import { useText } from '../../shared/useText';
import { NewListModal } from '../static/NewListModal';
import { TemplateModal } from './TemplateModal';

/** The ways to begin: with a condition, from a template, with a list of people. */
export const NewSegment = () => {
  const text = useText();
  const navigate = useNavigate();
  const mayImport = useMay('people.import');
  const [asked, setAsked] = useState<'template' | 'list'>();
  const close = () => setAsked(undefined);
  return (
    <>
      <SimpleMenu label={text('segments.new')} startIcon={<Plus />} variant="default">
        <MenuItem startIcon={<Pencil />} onSelect={() => navigate(pathTo('segments', 'new'))}>
          {text('segments.new.blank')}
        </MenuItem>
        <MenuItem startIcon={<Sparkle />} onSelect={() => setAsked('template')}>
          {text('segments.new.template')}
        </MenuItem>
        <MenuItem startIcon={<FileCsv />} onSelect={() => setAsked('list')}>
          {text(mayImport ? 'segments.new.list' : 'segments.new.list.by-hand')}
        </MenuItem>
      </SimpleMenu>
      {asked === 'template' && <TemplateModal onClose={close} />}
      {asked === 'list' && <NewListModal onClose={close} />}
    </>
  );
};
