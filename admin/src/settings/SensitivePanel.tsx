import { Box, Flex, Typography } from '@strapi/design-system';

import { settingsEndpoints } from '../../../plugin/src/settings/endpoints';
import { Answered } from '../shared/Answered';
import { NamesField } from '../shared/NamesField';
import { Panel } from '../shared/Panel';
import { Trouble } from '../shared/Trouble';
import { useAction } from '../shared/useAction';
import { useEndpoint } from '../shared/useEndpoint';
import { useMay } from '../shared/useMay';
import { useNotice } from '../shared/useNotice';
import { useText } from '../shared/useText';
import { useSeenNames } from './useSeenNames';

/** Which traits are shown to nobody, neither by name nor by value. Each change is saved at once. */
export const SensitivePanel = () => {
  const text = useText();
  const { done } = useNotice();
  const mayChange = useMay('settings.update');
  const seen = useSeenNames();
  const sensitive = useEndpoint(settingsEndpoints.sensitive, {});
  const save = useAction(settingsEndpoints.saveSensitive);
  const keep = async (traits: readonly string[]) => {
    const outcome = await save.run({ traits: [...traits] });
    if (!outcome.ok) return;
    done(text('settings.sensitive.saved', { count: traits.length }));
    sensitive.reload();
  };
  return (
    <Panel title={text('settings.sensitive.title')} hint={text('settings.sensitive.hint')}>
      <Answered of={sensitive}>
        {({ data: { traits } }) => (
          <Flex direction="column" alignItems="stretch" gap={4}>
            {save.problem && <Trouble problem={save.problem} onClose={save.forget} />}
            {traits.length === 0 && (
              <Typography textColor="neutral600">{text('settings.sensitive.empty')}</Typography>
            )}
            <Box width="40rem">
              <NamesField
                name="traits"
                label={text('settings.sensitive.add')}
                hint={text('settings.sensitive.add.hint')}
                value={traits}
                names={seen.traits}
                disabled={!mayChange || save.running}
                onChange={keep}
              />
            </Box>
          </Flex>
        )}
      </Answered>
    </Panel>
  );
};
