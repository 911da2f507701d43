import { Flex, SingleSelect, SingleSelectOption } from '@strapi/design-system';
import { SearchInput } from '@strapi/strapi/admin';

import { MAP_FAULTS } from '../../../../plugin/src/content/map.endpoints';
import { useText } from '../../shared/useText';
import type { MapInput, useMapQuery } from './useMapQuery';

interface MapFiltersProps {
  readonly input: MapInput;
  readonly types: readonly {
    readonly contentType: string;
    readonly typeName: string;
    readonly entries: number;
  }[];
  readonly onNarrow: ReturnType<typeof useMapQuery>['narrow'];
}

const STATUSES = ['published', 'draft'] as const;
const FAULTS = ['any', ...MAP_FAULTS] as const;

/** Search, the website or the drafts, a type, a fault. */
export const MapFilters = ({ input, types, onNarrow }: MapFiltersProps) => {
  const text = useText();
  return (
    <Flex gap={2} wrap="wrap">
      <SearchInput label={text('map.search')} placeholder={text('map.search')} />
      <SingleSelect
        size="S"
        aria-label={text('map.status')}
        value={input.status}
        onChange={(status) => onNarrow({ status: status === 'draft' ? 'draft' : undefined })}
      >
        {STATUSES.map((status) => (
          <SingleSelectOption key={status} value={status}>
            {text(`map.status.${status}`)}
          </SingleSelectOption>
        ))}
      </SingleSelect>
      {(types.length > 1 || input.contentType !== undefined) && (
        <SingleSelect
          size="S"
          aria-label={text('map.type')}
          placeholder={text('map.type.all')}
          value={input.contentType ?? ''}
          onClear={() => onNarrow({ contentType: undefined })}
          onChange={(type) => onNarrow({ contentType: type ? String(type) : undefined })}
        >
          {types.map(({ contentType, typeName, entries }) => (
            <SingleSelectOption key={contentType} value={contentType}>
              {`${typeName} (${entries})`}
            </SingleSelectOption>
          ))}
        </SingleSelect>
      )}
      <SingleSelect
        size="S"
        aria-label={text('map.fault')}
        placeholder={text('map.fault.all')}
        value={input.fault ?? ''}
        onClear={() => onNarrow({ fault: undefined })}
        onChange={(fault) => onNarrow({ fault: (fault || undefined) as MapInput['fault'] })}
      >
        {FAULTS.map((fault) => (
          <SingleSelectOption key={fault} value={fault}>
            {text(`map.fault.${fault}`)}
          </SingleSelectOption>
        ))}
      </SingleSelect>
    </Flex>
  );
};
