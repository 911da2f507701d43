import { useIntl } from 'react-intl';

import type { DocumentAction } from './publish-warning';
import { StoredFaults } from './StoredFaults';

/** As Strapi's Releases call it; nothing else tells this action from others. */
const ADD_TO_RELEASE = {
  id: 'content-releases.content-manager-edit-view.add-to-release',
  defaultMessage: 'Add to release',
};

/** Where the action puts an entry into a release, its dialog says first what in the stored entry reaches nobody. */
export const withReleaseWarning = (action: DocumentAction): DocumentAction => {
  const Warned: DocumentAction = (props) => {
    const { formatMessage } = useIntl();
    const described = action(props);
    const { model, collectionType, document } = props;
    if (!described?.dialog || !document || described.label !== formatMessage(ADD_TO_RELEASE))
      return described;
    return {
      ...described,
      dialog: {
        ...described.dialog,
        content: (
          <>
            <StoredFaults model={model} isSingle={collectionType === 'single-types'} documents={[document]} />
            {described.dialog.content}
          </>
        ),
      },
    };
  };
  return Object.assign(Warned, { type: action.type, position: action.position });
};
