import { useState } from 'react';

import { Box, IconButton, Typography } from '@strapi/design-system';
import { Trash } from '@strapi/icons';

import { segmentsEndpoints } from '../../../../plugin/src/segments/endpoints';
import { Places } from '../../segments/actions/Places';
import { Confirm } from '../../shared/Confirm';
import { useAction } from '../../shared/useAction';
import { useEndpoint } from '../../shared/useEndpoint';
import { useNotice } from '../../shared/useNotice';
import { useText } from '../../shared/useText';

interface DeleteGroupProps {
  readonly id: string;
  readonly name: string;
  readonly onDone: () => void;
}

/** Names what uses it before asking; the server refuses while anything does. */
export const DeleteGroup = ({ id, name, onDone }: DeleteGroupProps) => {
  const text = useText();
  const notice = useNotice();
  const remove = useAction(segmentsEndpoints.deleteGroup);
  const [asking, setAsking] = useState(false);
  const group = useEndpoint(segmentsEndpoints.group, asking ? { key: id } : null);
  const places = group.answer?.data.places ?? [];
  const confirmed = async () => {
    const outcome = await remove.run({ key: id });
    if (!outcome.ok) return notice.failed(outcome.problem);
    notice.done(text('segments.deleted', { name }));
    onDone();
  };
  return (
    <Confirm
      title={text('segments.delete.title', { name })}
      body={
        <Box textAlign="left">
          <Typography tag="p">
            {text(places.length > 0 ? 'segments.delete.used' : 'settings.groups.delete.body')}
          </Typography>
          <Places places={places} />
        </Box>
      }
      confirmLabel={text('delete')}
      ready={group.answer !== undefined && places.length === 0}
      onOpen={setAsking}
      onConfirm={confirmed}
    >
      <IconButton label={text('settings.groups.delete.of', { name })} variant="ghost">
        <Trash />
      </IconButton>
    </Confirm>
  );
};
