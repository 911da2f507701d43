import { useMemo } from 'react';

import { Box, Typography } from '@strapi/design-system';
import { unstable_useDocumentLayout as useDocumentLayout } from '@strapi/strapi/admin';

import { useText } from '../shared/useText';
import { FaultLines } from './FaultLines';
import { useFaultLines } from './useFaultLines';
import { useStoredBlocks } from './useStoredBlocks';

/** An entry as a list holds it: what the list shows of it. */
export interface BulkEntry {
  readonly documentId: string;
  readonly [field: string]: unknown;
}

interface BulkFaultsProps {
  readonly model: string;
  readonly documents: readonly BulkEntry[];
}

/** Which blocks of these entries reach nobody, by entry; nothing where all do. */
export const BulkFaults = ({ model, documents }: BulkFaultsProps) => {
  const text = useText();
  const { list } = useDocumentLayout(model);
  const documentIds = useMemo(() => documents.map(({ documentId }) => documentId), [documents]);
  const stored = useStoredBlocks({ model, documentIds });
  const blocks = useMemo(
    () => documentIds.map((id) => (stored instanceof Map ? (stored.get(id) ?? []) : [])),
    [documentIds, stored],
  );
  const lines = useFaultLines(blocks);
  const faulty = documents.flatMap((entry, index) =>
    lines[index]?.length ? [{ entry, lines: lines[index] }] : [],
  );
  const { mainField } = list.settings;
  const titleOf = (entry: BulkEntry): string =>
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
            {text('content.bulk.title', { count: faulty.length })}
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
