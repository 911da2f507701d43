import { Button } from '@strapi/design-system';
import { useNavigate } from 'react-router-dom';

import { emailsEndpoints, type ShownEmail } from '../../../plugin/src/emails/endpoints';
import { Confirm } from '../shared/Confirm';
import { pathTo } from '../shared/paths';
import { useAction } from '../shared/useAction';
import { useNotice } from '../shared/useNotice';
import { useText } from '../shared/useText';

interface EmailMenuProps {
  readonly email: ShownEmail;
  readonly onReset: (email: ShownEmail) => void;
}

/** A shipped template can be brought back, one of the house deleted. */
export const EmailMenu = ({ email, onReset }: EmailMenuProps) => {
  const text = useText();
  const notice = useNotice();
  const navigate = useNavigate();
  const reset = useAction(emailsEndpoints.reset);
  const remove = useAction(emailsEndpoints.delete);
  if (email.shipped && !email.edited) return null;
  const word = email.shipped ? 'reset' : 'delete';
  const confirmed = async () => {
    if (email.shipped) {
      const outcome = await reset.run({ id: email.id });
      if (!outcome.ok) return notice.failed(outcome.problem);
      return onReset(outcome.answer.data);
    }
    const outcome = await remove.run({ id: email.id });
    if (!outcome.ok) return notice.failed(outcome.problem);
    navigate(pathTo('emails'));
  };
  return (
    <Confirm
      title={text(`emails.${word}.title`, { name: email.name })}
      body={text(`emails.${word}.body`)}
      confirmLabel={text(`emails.${word}`)}
      onConfirm={confirmed}
    >
      <Button variant="danger-light">{text(`emails.${word}`)}</Button>
    </Confirm>
  );
};
