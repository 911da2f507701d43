import { Button } from '@strapi/design-system';
import { Download } from '@strapi/icons';

import { profilesEndpoints } from '../../../plugin/src/profiles/endpoints';
import { saveFile } from '../shared/save-file';
import { useAction } from '../shared/useAction';
import { useNotice } from '../shared/useNotice';
import { useText } from '../shared/useText';

/** Everything that is stored about a person, as a file to hand over. */
export const ExportPerson = ({ id }: { readonly id: string }) => {
  const text = useText();
  const notice = useNotice();
  const fetchAll = useAction(profilesEndpoints.export);
  const download = async () => {
    const outcome = await fetchAll.run({ id });
    if (!outcome.ok) return notice.failed(outcome.problem);
    saveFile(`person-${id}.json`, JSON.stringify(outcome.answer.data, null, 2));
  };
  return (
    <Button variant="secondary" startIcon={<Download />} loading={fetchAll.running} onClick={download}>
      {text('people.export')}
    </Button>
  );
};
