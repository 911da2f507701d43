import { useMemo, useState } from 'react';

import { useNavigate } from 'react-router-dom';

import { emailsEndpoints, type ShownEmail } from '../../../plugin/src/emails/endpoints';
import { pathTo } from '../shared/paths';
import { useAction } from '../shared/useAction';
import { useNotice } from '../shared/useNotice';
import { useText } from '../shared/useText';

const BLANK = {
  subject: '',
  html: '<h1>Hello {{fallback profile.firstName "there"}}</h1>\n',
  text: '',
  layout: 'default',
  sample: {},
};

const sourceOf = (email: ShownEmail | undefined) => {
  const { subject, html, text, layout, sample } = email ?? BLANK;
  return { subject, html, text, layout, sample };
};

/** What is typed into the template, and how it is saved. */
export const useEmailForm = (email: ShownEmail | undefined) => {
  const text = useText();
  const notice = useNotice();
  const navigate = useNavigate();
  const [saved, setSaved] = useState(email);
  const [name, setName] = useState(email?.name ?? '');
  const [source, setSource] = useState(() => sourceOf(email));
  const create = useAction(emailsEndpoints.create);
  const update = useAction(emailsEndpoints.update);
  const before = useMemo(() => JSON.stringify([saved?.name ?? '', sourceOf(saved)]), [saved]);

  const take = (next: ShownEmail) => {
    setSaved(next);
    setName(next.name);
    setSource(sourceOf(next));
  };
  const save = async (): Promise<void> => {
    const outcome = saved
      ? await update.run({ id: saved.id, name, ...source, revision: saved.revision })
      : await create.run({ name, ...source });
    if (!outcome.ok) return;
    const { data } = outcome.answer;
    notice.done(text('emails.saved', { name: data.name }));
    take(data);
    if (!saved) navigate(pathTo('emails', data.id), { replace: true });
  };
  return {
    saved,
    name,
    setName,
    source,
    set: (part: Partial<typeof source>) => setSource((now) => ({ ...now, ...part })),
    take,
    changed: before !== JSON.stringify([name, source]),
    save,
    saving: create.running || update.running,
    problem: create.problem ?? update.problem,
    forget: saved ? update.forget : create.forget,
  };
};
