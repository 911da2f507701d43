import { Typography } from '@strapi/design-system';
import { unstable_useContentManagerContext as useContentManager } from '@strapi/strapi/admin';

import { useText } from '../shared/useText';
import { mayBeTargeted } from './entry-content';
import { useSchemas } from './useSchemas';

/** The panel of an entry without blocks or variants: what to do first, where its type may have some. */
export const NothingHere = () => {
  const text = useText();
  const { model } = useContentManager();
  const { schema, components } = useSchemas(model);
  return (
    <Typography textColor="neutral600">
      {text(mayBeTargeted(schema, components) ? 'content.panel.empty' : 'content.panel.none')}
    </Typography>
  );
};
