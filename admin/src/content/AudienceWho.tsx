import { useState } from 'react';

import { Button, Flex, Radio, Typography } from '@strapi/design-system';
import { Pencil } from '@strapi/icons';

import type { Condition } from '../../../plugin/src/conditions/condition';
import type { Audience } from '../../../plugin/src/content/audience';
import { useMay } from '../shared/useMay';
import { useText } from '../shared/useText';
import { CHOICES, choiceOf, conditionKeyOf, withChoice, withCondition, type Choice } from './audience-value';
import { ConditionSheet } from './ConditionSheet';
import { SegmentChips } from './SegmentChips';
import type { AudienceNames } from './useAudienceNames';

interface AudienceWhoProps {
  readonly audience: Audience;
  readonly broken: boolean;
  /** As it is stored, no segment is chosen either. */
  readonly isLeftSo: boolean;
  readonly names: AudienceNames;
  readonly disabled: boolean;
  readonly ofVariant: boolean;
  readonly onChange: (audience: Audience) => void;
}

const ANYONE: Condition = { all: [] };

/** Everyone, these segments, everyone but them, or a condition of the block's own. */
export const AudienceWho = (props: AudienceWhoProps) => {
  const { audience, broken, isLeftSo, names, disabled, ofVariant, onChange } = props;
  const text = useText();
  const mayBuild = useMay('content.update') && names.may;
  const [building, setBuilding] = useState(false);
  const of = ofVariant ? 'variant' : 'block';
  const choice = choiceOf(audience);
  const own = conditionKeyOf(audience);
  const condition = own === undefined ? undefined : names.conditionOf(own);
  // Whoever may not choose segments could only hide the block from everybody.
  const mayTarget = names.may || audience.segments.length > 0;
  const unchosen = !broken && choice !== 'everyone' && audience.segments.length === 0;
  const isOffered = (one: Choice): boolean => {
    if (one === 'everyone') return true;
    return one === 'condition' ? mayBuild || own !== undefined : mayTarget;
  };
  const choose = (next: string) => {
    if (next === 'condition') setBuilding(true);
    else onChange(withChoice(audience, next as Exclude<Choice, 'condition'>));
  };
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      {broken && <Typography textColor="danger600">{text('content.broken', { of })}</Typography>}
      <Radio.Group
        aria-label={text('content.who', { of })}
        value={broken ? '' : choice}
        disabled={disabled}
        onValueChange={choose}
      >
        {CHOICES.map((one) => (
          <Radio.Item key={one} value={one} disabled={disabled || !isOffered(one)}>
            {text(`content.show.${one}`)}
          </Radio.Item>
        ))}
      </Radio.Group>
      {!names.may && choice === 'everyone' && (
        <Typography textColor="neutral600">{text('content.may-not-choose')}</Typography>
      )}
      {unchosen && (
        // Not before they have had their turn: it is red once it was left so.
        <Typography textColor={isLeftSo ? 'danger600' : 'neutral600'}>
          {text(choice === 'only' ? 'content.nobody.warning' : 'content.everyone.warning', { of })}
        </Typography>
      )}
      {own !== undefined && (
        <Flex
          gap={3}
          padding={3}
          background={names.isUnknown(own) ? 'danger100' : 'primary100'}
          hasRadius
          alignItems="flex-start"
        >
          <Typography flex="1" textColor={names.isUnknown(own) ? 'danger700' : 'primary700'}>
            {names.isUnknown(own) ? text('content.condition.gone', { of }) : names.nameOf(own)}
          </Typography>
          {mayBuild && !disabled && (
            <Button variant="tertiary" size="S" startIcon={<Pencil />} onClick={() => setBuilding(true)}>
              {text('content.condition.edit')}
            </Button>
          )}
        </Flex>
      )}
      {(choice === 'only' || choice === 'except') && (
        <SegmentChips
          names={names}
          chosen={audience.segments}
          disabled={disabled}
          onChange={(segments) => onChange({ ...audience, segments })}
        />
      )}
      {building && (
        <ConditionSheet
          condition={condition ?? ANYONE}
          of={of}
          onClose={() => setBuilding(false)}
          onKept={(key, sentence, kept) => {
            names.learn(key, sentence, kept);
            setBuilding(false);
            onChange(withCondition(audience, key));
          }}
        />
      )}
    </Flex>
  );
};
