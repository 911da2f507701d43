import { Alert, Box, TextButton } from '@strapi/design-system';

import { settingsEndpoints } from '../../../plugin/src/settings/endpoints';
import { Confirm } from '../shared/Confirm';
import { useAction } from '../shared/useAction';
import { useEndpoint } from '../shared/useEndpoint';
import { useMay } from '../shared/useMay';
import { useNotice } from '../shared/useNotice';
import { useText } from '../shared/useText';

/** A copied database writes to nobody until somebody says here that it may. */
export const EnvironmentBanner = () => {
  const text = useText();
  const notice = useNotice();
  const mayChange = useMay('settings.update');
  const { answer, reload } = useEndpoint(settingsEndpoints.environment, {});
  const confirm = useAction(settingsEndpoints.confirmEnvironment);
  if (!answer?.data.held) return null;
  const { stored, current } = answer.data;
  const release = async () => {
    const outcome = await confirm.run({});
    if (!outcome.ok) return notice.failed(outcome.problem);
    notice.done(text('settings.environment.released'));
    reload();
  };
  return (
    <Box width="100%">
      <Alert
        variant="warning"
        title={text('settings.environment.held')}
        closeLabel={text('reload')}
        onClose={reload}
        action={
          mayChange && (
            <Confirm
              title={text('settings.environment.confirm.title')}
              body={text('settings.environment.confirm.body', { current })}
              confirmLabel={text('settings.environment.confirm.yes')}
              onConfirm={release}
            >
              <TextButton>{text('settings.environment.release')}</TextButton>
            </Confirm>
          )
        }
      >
        {text('settings.environment.body', { stored, current })}
      </Alert>
    </Box>
  );
};
