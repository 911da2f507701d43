import { Flex } from '@strapi/design-system';
import { Filters, SearchInput } from '@strapi/strapi/admin';

import { SEGMENT_WARNINGS } from '../../../../plugin/src/segments/warnings';
import { useText } from '../../shared/useText';

const KINDS = ['live', 'static', 'crm'] as const;

/** Search and filters as the content manager has them. */
export const SegmentFilters = ({ tags }: { readonly tags: readonly string[] }) => {
  const text = useText();
  const is = [{ label: text('segments.filter.is'), value: '$eq' }];
  const filters: Filters.Filter[] = [
    {
      name: 'kind',
      label: text('segments.kind'),
      type: 'enumeration',
      operators: is,
      options: KINDS.map((value) => ({ value, label: text(`segments.kind.${value}`) })),
    },
    {
      name: 'health',
      label: text('segments.health'),
      type: 'enumeration',
      operators: is,
      options: [
        { value: 'any', label: text('segments.health.any') },
        { value: 'none', label: text('segments.health.good') },
        ...SEGMENT_WARNINGS.map((value) => ({ value, label: text(`segments.warning.${value}`) })),
      ],
    },
  ];
  if (tags.length > 0) {
    filters.push({
      name: 'tag',
      label: text('segments.tag'),
      type: 'enumeration',
      operators: is,
      options: tags.map((value) => ({ value, label: value })),
    });
  }
  return (
    <Flex gap={2} wrap="wrap">
      <SearchInput label={text('segments.search')} placeholder={text('segments.search')} />
      <Filters.Root options={filters}>
        <Filters.Trigger label={text('segments.filters')} />
        <Filters.Popover />
        <Filters.List />
      </Filters.Root>
    </Flex>
  );
};
