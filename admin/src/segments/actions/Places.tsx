import { Box, Link, Typography } from '@strapi/design-system';
import { NavLink } from 'react-router-dom';

import type { UsagePlace } from '../../../../plugin/src/segments/endpoints';
import { useText } from '../../shared/useText';
import { placeKey, placePath } from './place-path';

interface PlacesProps {
  readonly places: readonly UsagePlace[];
  readonly most?: number;
  /** In another tab: here is something that has not been saved. */
  readonly apart?: boolean;
}

/** Where a segment or a saved group is used, each leading there. */
export const Places = ({ places, most = 6, apart = false }: PlacesProps) => {
  const text = useText();
  if (places.length === 0) return null;
  return (
    <>
      <Box tag="ul" paddingLeft={5} style={{ listStyle: 'disc' }}>
        {places.slice(0, most).map((place) => {
          const words = text('segments.delete.place', { what: place.what, name: place.name });
          const path = placePath(place);
          return (
            <li key={placeKey(place)}>
              {path ? (
                <Link tag={NavLink} to={path} {...(apart && { target: '_blank' })}>
                  {words}
                </Link>
              ) : (
                <Typography>{words}</Typography>
              )}
            </li>
          );
        })}
      </Box>
      {places.length > most && (
        <Typography tag="p">{text('segments.delete.more', { count: places.length - most })}</Typography>
      )}
    </>
  );
};
