import { Tabs } from '@strapi/design-system';

import { useText } from '../shared/useText';
import { isMode, modeLabel, MODES, type Mode } from './modes';

interface ModeSwitchProps {
  readonly mode: Mode;
  readonly onMode: (mode: Mode) => void;
}

/** Edit, look at the numbers, at people, at what was published before. */
export const ModeSwitch = ({ mode, onMode }: ModeSwitchProps) => {
  const text = useText();
  return (
    <Tabs.Root variant="simple" value={mode} onValueChange={(word) => isMode(word) && onMode(word)}>
      <Tabs.List aria-label={text('flows.tabs')}>
        {MODES.map((each) => (
          <Tabs.Trigger key={each} value={each}>
            {text(modeLabel(each))}
          </Tabs.Trigger>
        ))}
      </Tabs.List>
    </Tabs.Root>
  );
};
