import { useMemo } from 'react';

import { Divider, Flex, Typography } from '@strapi/design-system';
import { unstable_useContentManagerContext as useContentManager, useForm } from '@strapi/strapi/admin';

import { isUnnamedKey } from '../../../plugin/src/segments/unnamed-key';
import { Trouble } from '../shared/Trouble';
import { useNow } from '../shared/useNow';
import { useText } from '../shared/useText';
import { zoneHere } from './AudienceDates';
import { BlockList, type BlockListing } from './BlockList';
import type { EntryBlock } from './entry-blocks';
import { segmentsIn, variantFaults } from './entry-content';
import { entryFaults, itemsOf, viewedBlocks } from './entry-lists';
import { FaultLinks } from './FaultLinks';
import { NothingHere } from './NothingHere';
import { OpenPreview } from './OpenPreview';
import { useAudienceNames } from './useAudienceNames';
import { useChosenView } from './useChosenView';
import { useEntryContent } from './useEntryContent';
import { useFaultLinesOf } from './useFaultLines';
import { useFaultText } from './useFaultText';
import { useForgottenPreview } from './useForgottenPreview';
import { useHeadings } from './useHeadings';
import { useLinkedBlock } from './useLinkedBlock';
import { useLook } from './useLook';
import { viewOf } from './view';
import { VariantLines } from './VariantLines';
import { ViewAs } from './ViewAs';

const MINUTE = 60_000;

/** The entry as a list of its variants and blocks: who sees each, what is wrong, and what somebody in particular sees. */
export const AudiencePanel = () => {
  const text = useText();
  const now = useNow(MINUTE);
  const content = useEntryContent();
  const { blocks, variants } = content;
  const { documentId, onChange, moveFieldRow, disabled } = useForm('AudiencePanel', (state) => ({
    documentId: (state.values as { readonly documentId?: string }).documentId,
    onChange: state.onChange,
    moveFieldRow: state.moveFieldRow,
    disabled: state.disabled,
  }));
  const { model } = useContentManager();
  const [chosen, setChosen] = useChosenView(documentId ?? model);
  const keys = useMemo(() => segmentsIn(content), [content]);
  const names = useAudienceNames(useMemo(() => [...keys, ...chosen.segments], [keys, chosen.segments]));
  const faultText = useFaultText(names);
  const linesOf = useFaultLinesOf(names);
  useLinkedBlock(blocks);

  const view = viewOf(chosen, zoneHere());
  const looked = useLook(view, keys);
  useForgottenPreview(documentId, view === undefined);
  const horizon = { now, isKnown: (key: string) => !names.isUnknown(key) };
  const faults = entryFaults(blocks, horizon);
  const viewed = useMemo(
    () => (looked.look ? viewedBlocks(blocks, looked.look) : undefined),
    [blocks, looked.look],
  );
  const viewedOf = ({ path }: EntryBlock) => viewed?.get(path);
  useHeadings(blocks, names, viewedOf);
  if (blocks.length + variants.length === 0) return <NothingHere />;

  const targeted = blocks.filter(({ audience }) => audience.broken || audience.value.show !== 'everyone');
  const shown = viewed && [...viewed.values()].filter((one) => one.shown).length;
  const listing: BlockListing = {
    names,
    faultsOf: ({ path }) => faults.blocks.get(path) ?? [],
    slotFault(list, slot) {
      const found = faults.slots.find((one) => one.list === list && one.slot === slot);
      return found && faultText.slot(found, now);
    },
    viewedOf,
    onAudience: disabled ? undefined : ({ field }, audience) => onChange(field, audience),
    onMove: disabled ? undefined : moveFieldRow,
  };
  return (
    <Flex direction="column" alignItems="stretch" gap={3} width="100%">
      <FaultLinks lines={linesOf(content, now)} />
      <ViewAs view={chosen} conditions={keys.filter(isUnnamedKey)} names={names} onChange={setChosen} />
      {looked.problem && <Trouble problem={looked.problem} onRetry={looked.reload} />}
      {looked.asStranger && (
        <Typography variant="pi" textColor="warning600">
          {text('content.view.as-stranger')}
        </Typography>
      )}
      {view && <OpenPreview view={view} />}
      <Divider />
      {variants.length > 0 && (
        <VariantLines
          variants={variants}
          faults={variantFaults(variants, horizon)}
          names={names}
          look={looked.look}
        />
      )}
      {blocks.length > 0 && (
        <>
          <Typography textColor="neutral600" aria-live="polite">
            {shown === undefined
              ? text('content.panel.summary', { targeted: targeted.length, total: blocks.length })
              : text('content.panel.viewed', { shown, total: blocks.length })}
          </Typography>
          <BlockList items={itemsOf(blocks)} listing={listing} label={text('content.panel')} />
        </>
      )}
    </Flex>
  );
};
