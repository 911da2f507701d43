import { useParams } from 'react-router-dom';

import { emailsEndpoints } from '../../../plugin/src/emails/endpoints';
import { Answered } from '../shared/Answered';
import { useEndpoint } from '../shared/useEndpoint';
import { EmailForm } from './EmailForm';

/** A template to edit, or a new one under the id "new". */
export const EmailEditor = () => {
  const { id = 'new' } = useParams();
  const email = useEndpoint(emailsEndpoints.get, id === 'new' ? null : { id });
  if (id === 'new') return <EmailForm key="new" />;
  return <Answered of={email}>{({ data }) => <EmailForm key={data.id} email={data} />}</Answered>;
};
