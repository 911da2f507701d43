import { LinkButton } from '@strapi/design-system';
import { NavLink } from 'react-router-dom';

import { pathTo } from './paths';
import { useMay } from './useMay';
import { useText } from './useText';

/** Where a website's key is made, for whom that is open: nothing comes in before there is one. */
export const KeyLink = () => {
  const text = useText();
  return useMay('settings.read') ? (
    <LinkButton tag={NavLink} to={pathTo('settings')} variant="secondary">
      {text('keys.open')}
    </LinkButton>
  ) : null;
};
