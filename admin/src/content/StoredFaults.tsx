import { useMemo } from 'react';

import { Box, Typography } from '@strapi/design-system';
import { unstable_useDocumentLayout as useDocumentLayout } from '@strapi/strapi/admin';

import { useText } from '../shared/useText';
import { NO_CONTENT } from './entry-content';
import { FaultLines } from './FaultLines';
import { useFaultLines } from './useFaultLines';
import { useStoredContent } from './useStoredContent';

/** An entry as it is known before it is read: what a list shows of it. */
export interface StoredEntry {
  readonly documentId: string;
  readonly [field: string]: unknown;
}

interface StoredFaultsProps {
  readonly model: string;
  readonly isSingle?: boolean;
  readonly documents: readonly StoredEntry[];
  /** Whether this one is to be spoken of. */
  readonly isMeant?: (entry: StoredEntry) => boolean;
}

/** What of these entries reaches nobody, by entry, as their drafts are stored; nothing where all does. */
export const StoredFaults = ({ model, isSingle = false, documents, isMeant }: StoredFaultsProps) => {
  const text = useText();
  const { list } = useDocumentLayout(model);
  const documentIds = useMemo(() => documents.map(({ documentId }) => documentId), [documents]);
  const stored = useStoredContent({ model, isSingle, documentIds });
  const content = useMemo(
    () => documentIds.map((id) => (stored instanceof Map ? (stored.get(id) ?? NO_CONTENT) : NO_CONTENT)),
    [documentIds, stored],
  );
  const lines = useFaultLines(content);
  const faulty = documents.flatMap((entry, index) =>
    lines[index]?.length && (!isMeant || isMeant(entry)) ? [{ entry, lines: lines[index] }] : [],
  );
  const { mainField } = list.settings;
  const titleOf = (entry: StoredEntry): string =>
    String((mainField !== undefined && entry[mainField]) || entry.documentId);

  if (stored !== 'failed' && faulty.length === 0) return null;
  return (
    <Box
      role="status"
      // Scrolled by the keyboard too.
      tabIndex={0}
      background="warning100"
      borderColor="warning200"
      paddingTop={4}
      paddingBottom={2}
      paddingLeft={7}
      paddingRight={7}
      maxHeight="28rem"
      overflow="auto"
      shrink={0}
    >
      {stored === 'failed' ? (
        <Typography tag="p">{text('content.bulk.unknown')}</Typography>
      ) : (
        <>
          <Typography tag="p" fontWeight="bold" paddingBottom={2}>
            {documents.length === 1
              ? text('content.publish.title', { count: faulty[0]!.lines.length })
              : text('content.bulk.title', { count: faulty.length })}
          </Typography>
          {faulty.map(({ entry, lines: own }) => (
            <Box key={entry.documentId} paddingBottom={2}>
              <Typography tag="h3" variant="omega" fontWeight="bold">
                {titleOf(entry)}
              </Typography>
              <FaultLines lines={own} />
            </Box>
          ))}
        </>
      )}
    </Box>
  );
};
