import { IconButton } from '@strapi/design-system';
import { Trash } from '@strapi/icons';

import { settingsEndpoints } from '../../../plugin/src/settings/endpoints';
import { Confirm } from '../shared/Confirm';
import { useAction } from '../shared/useAction';
import { useNotice } from '../shared/useNotice';
import { useText } from '../shared/useText';

interface RevokeKeyProps {
  readonly id: string;
  readonly name: string;
  readonly onDone: () => void;
}

export const RevokeKey = ({ id, name, onDone }: RevokeKeyProps) => {
  const text = useText();
  const notice = useNotice();
  const revoke = useAction(settingsEndpoints.revokeKey);
  const confirmed = async () => {
    const outcome = await revoke.run({ id });
    if (!outcome.ok) return notice.failed(outcome.problem);
    notice.done(text('settings.keys.revoked', { name }));
    onDone();
  };
  return (
    <Confirm
      title={text('settings.keys.revoke.title', { name })}
      body={text('settings.keys.revoke.body')}
      confirmLabel={text('settings.keys.revoke')}
      onConfirm={confirmed}
    >
      <IconButton label={text('settings.keys.revoke.of', { name })} variant="ghost">
        <Trash />
      </IconButton>
    </Confirm>
  );
};
