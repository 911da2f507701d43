import { useState } from 'react';

import { Button, Flex } from '@strapi/design-system';

import { PersonPicker } from '../../shared/PersonPicker';
import { SideSheet } from '../../shared/SideSheet';
import { useText } from '../../shared/useText';
import { Why } from './Why';

interface WhySheetProps {
  readonly segment: string;
  readonly profileId: string;
  readonly name: string;
  readonly asOf: number | undefined;
  readonly onClose: () => void;
}

/** Why somebody of the list is in, and beside whom else it may be held. */
export const WhySheet = ({ segment, profileId, name, asOf, onClose }: WhySheetProps) => {
  const text = useText();
  const [other, setOther] = useState<string>();
  return (
    <SideSheet
      title={text('segments.why.of', { name })}
      onClose={onClose}
      footer={
        <Button variant="tertiary" onClick={onClose}>
          {text('close')}
        </Button>
      }
    >
      <Flex direction="column" alignItems="stretch" gap={4}>
        <PersonPicker label={text('segments.why.compare')} value={other} onChange={setOther} />
        <Why segment={segment} profileId={profileId} other={other} asOf={asOf} />
      </Flex>
    </SideSheet>
  );
};
