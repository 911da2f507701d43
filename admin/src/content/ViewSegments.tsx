import { Flex } from '@strapi/design-system';

import { Chip } from '../shared/Chip';
import { useText } from '../shared/useText';
import { FindSegment } from './FindSegment';
import type { AudienceNames } from './useAudienceNames';

interface ViewSegmentsProps {
  readonly chosen: readonly string[];
  readonly conditions: readonly string[];
  readonly names: AudienceNames;
  readonly onChange: (segments: readonly string[]) => void;
}

/** Any set of segments, and the conditions of this page's blocks as if they held. */
export const ViewSegments = ({ chosen, conditions, names, onChange }: ViewSegmentsProps) => {
  const text = useText();
  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      <FindSegment
        label={text('content.segments')}
        placeholder={text('content.choose')}
        others={conditions.map((key) => ({ key, name: names.nameOf(key) }))}
        except={chosen}
        onFound={({ key, name }) => {
          names.learn(key, name, names.conditionOf(key));
          onChange([...chosen, key]);
        }}
      />
      {chosen.length > 0 && (
        <Flex gap={1} wrap="wrap">
          {chosen.map((key) => (
            <Chip
              key={key}
              label={text('content.take-off', { name: names.nameOf(key) })}
              onRemove={() => onChange(chosen.filter((one) => one !== key))}
            >
              {names.nameOf(key)}
            </Chip>
          ))}
        </Flex>
      )}
    </Flex>
  );
};
