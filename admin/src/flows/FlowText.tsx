import { Typography } from '@strapi/design-system';
import { styled } from 'styled-components';

import type { FlowStory } from '../../../plugin/src/flows/describe';
import { Panel } from '../shared/Panel';
import { useText } from '../shared/useText';

interface FlowTextProps {
  readonly story: FlowStory;
  readonly chosen?: string;
  /** A line leads to its step; the first ones to the beginning. */
  readonly onChoose: (step: string | null) => void;
}

/** A line that leads somewhere. */
export const Line = styled.button<{ readonly $chosen: boolean }>`
  display: block;
  width: 100%;
  padding: 0.4rem 0.6rem;
  text-align: left;
  cursor: pointer;
  border-radius: ${({ theme }) => theme.borderRadius};
  background: ${({ theme, $chosen }) => ($chosen ? theme.colors.primary100 : 'transparent')};
  overflow-wrap: anywhere;

  &:hover,
  &:focus-visible {
    background: ${({ theme }) => theme.colors.primary100};
  }
`;

/** Further in there is no room for words. */
const DEEPEST = 10;

/** The flow told as text, to be read aloud or compared with what was meant. */
export const FlowText = ({ story, chosen, onChoose }: FlowTextProps) => {
  const text = useText();
  return (
    <Panel title={text('flows.text')} hint={text('flows.text.hint')}>
      <ol>
        {story.lines.map(({ step, text: line, depth }, index) => (
          <li key={`${index} ${line}`} style={{ paddingLeft: `${Math.min(depth, DEEPEST) * 0.9}rem` }}>
            <Line type="button" $chosen={step !== null && step === chosen} onClick={() => onChoose(step)}>
              <Typography
                variant={line.endsWith(':') ? 'pi' : 'omega'}
                fontWeight={step === null || line.endsWith(':') ? 'semiBold' : undefined}
                textColor={line.endsWith(':') ? 'neutral600' : 'neutral800'}
              >
                {line}
              </Typography>
            </Line>
          </li>
        ))}
      </ol>
    </Panel>
  );
};
