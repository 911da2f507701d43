import { Box, Button, Typography } from '@strapi/design-system';
import { ExternalLink } from '@strapi/icons';
import {
  unstable_useContentManagerContext as useContentManager,
  useForm,
  useFetchClient,
} from '@strapi/strapi/admin';
import { useEffect, useRef, useState } from 'react';

import { contentEndpoints } from '../../../plugin/src/content/endpoints';
import type { PreviewView } from '../../../plugin/src/content/preview.schema';
import { Trouble } from '../shared/Trouble';
import { useAction } from '../shared/useAction';
import { useText } from '../shared/useText';
import { rememberOpened } from './useForgottenPreview';

interface OpenPreviewProps {
  readonly view: PreviewView;
}

interface Entry {
  readonly documentId?: string;
  /** The language it is edited in, where its type has languages. */
  readonly locale?: string;
}

/** Whether Strapi's Preview knows an address for this entry; undefined while it is asked. */
const useHasAddress = (model: string, { documentId, locale }: Entry): boolean | undefined => {
  const client = useFetchClient();
  // It is another at each render, and does the same.
  const clientNow = useRef(client);
  clientNow.current = client;
  const [has, setHas] = useState<boolean>();
  useEffect(() => {
    if (!documentId) return;
    let here = true;
    clientNow.current
      .get<{ data?: { url?: string } }>(`/content-manager/preview/url/${model}`, {
        params: { documentId, ...(locale && { locale }) },
      })
      .then(({ data }) => here && setHas(Boolean(data?.data?.url)))
      .catch(() => here && setHas(false));
    return () => {
      here = false;
    };
  }, [model, documentId, locale]);
  return has;
};

/** Opens Strapi's own Preview as whoever was chosen, in a tab of its own. */
export const OpenPreview = ({ view }: OpenPreviewProps) => {
  const text = useText();
  const { model } = useContentManager();
  const { documentId, locale, modified } = useForm('OpenPreview', ({ values, modified: isModified }) => ({
    documentId: (values as Entry).documentId,
    locale: (values as Entry).locale,
    modified: isModified,
  }));
  const has = useHasAddress(model, { documentId, locale });
  const token = useAction(contentEndpoints.previewToken);
  if (!documentId || has === undefined) return null;
  if (!has) {
    return (
      <Typography variant="pi" textColor="neutral600">
        {text('content.preview.none')}
      </Typography>
    );
  }
  const open = async () => {
    // Opened at once, or browsers take it for an unasked window.
    const tab = window.open('about:blank', '_blank');
    const outcome = await token.run({ view, documentId });
    if (!outcome.ok) {
      tab?.close();
      return;
    }
    rememberOpened(documentId);
    const { pathname, search } = window.location;
    const address = `${pathname.replace(/\/$/, '')}/preview${search}`;
    if (tab) tab.location.href = address;
    else window.location.href = address;
  };
  return (
    <Box>
      <Button
        variant="secondary"
        fullWidth
        // At 1280 the panel is narrow.
        paddingLeft={1}
        paddingRight={1}
        startIcon={<ExternalLink />}
        loading={token.running}
        // As Strapi's own button is: what would open is not what stands here.
        disabled={modified}
        onClick={open}
      >
        {text('content.preview')}
      </Button>
      {token.problem && <Trouble problem={token.problem} onClose={token.forget} />}
      <Typography tag="p" variant="pi" textColor="neutral600" paddingTop={1}>
        {text(modified ? 'content.preview.unsaved' : 'content.preview.about')}
      </Typography>
    </Box>
  );
};
