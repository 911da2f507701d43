import { Button } from '@strapi/design-system';
import { useNavigate } from 'react-router-dom';

import { flowsEndpoints } from '../../../plugin/src/flows/endpoints';
import { Confirm } from '../shared/Confirm';
import { NOTHING_LOST } from '../shared/LeaveQuestion';
import { pathTo } from '../shared/paths';
import { useAction } from '../shared/useAction';
import { useNotice } from '../shared/useNotice';
import { useText } from '../shared/useText';
import type { WholeFlow } from './listed-flow';

/** Takes away a flow that was never published: nobody has been in it. */
export const DeleteDraft = ({ flow: { id, name } }: { readonly flow: WholeFlow }) => {
  const text = useText();
  const notice = useNotice();
  const navigate = useNavigate();
  const remove = useAction(flowsEndpoints.remove);
  const run = async () => {
    const outcome = await remove.run({ id });
    if (!outcome.ok) return notice.failed(outcome.problem);
    notice.done(text('flows.remove.done', { name }));
    navigate(pathTo('flows'), NOTHING_LOST);
  };
  return (
    <Confirm
      title={text('flows.remove.title', { name })}
      body={text('flows.remove.body')}
      confirmLabel={text('flows.remove')}
      onConfirm={run}
    >
      <Button variant="danger-light">{text('flows.remove')}</Button>
    </Confirm>
  );
};
