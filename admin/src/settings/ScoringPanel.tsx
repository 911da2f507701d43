import { settingsEndpoints } from '../../../plugin/src/settings/endpoints';
import { Answered } from '../shared/Answered';
import { Panel } from '../shared/Panel';
import { useEndpoint } from '../shared/useEndpoint';
import { useText } from '../shared/useText';
import { RefreshFigures } from './RefreshFigures';
import { ScoringForm } from './ScoringForm';

/** How events become scores, and as of when people are compared. */
export const ScoringPanel = () => {
  const text = useText();
  const scoring = useEndpoint(settingsEndpoints.scoring, {});
  return (
    <Panel
      title={text('settings.scores.title')}
      hint={text('settings.scores.hint')}
      action={<RefreshFigures />}
    >
      <Answered of={scoring}>
        {({ data }) => <ScoringForm key={JSON.stringify(data)} saved={data} onSaved={scoring.reload} />}
      </Answered>
    </Panel>
  );
};
