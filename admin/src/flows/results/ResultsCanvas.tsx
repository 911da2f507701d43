import { useMemo, useState } from 'react';

import { Flex, SingleSelect, SingleSelectOption } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import { useText } from '../../shared/useText';
import { Beside } from '../Beside';
import { LazyCanvas } from '../canvas/LazyCanvas';
import { TRIGGER } from '../canvas/graph';
import type { FlowNumbers, FlowVersion, WholeVersion } from '../listed-flow';
import type { StepKind } from '../step-kinds';
import { canvasNumbers } from './canvas-numbers';
import { FlowResults } from './FlowResults';
import { StepResults } from './StepResults';

interface ResultsCanvasProps {
  readonly flowId: string;
  readonly version: WholeVersion;
  readonly versions: readonly FlowVersion[];
  readonly onVersion: (version: number) => void;
  readonly numbers: FlowNumbers | undefined;
  readonly kinds: readonly StepKind[];
}

const NONE: FlowNumbers = { data: [], meta: { entered: 0, sentAfterGoal: 0 } };
const NO_PROBLEMS: ReadonlyMap<string, readonly string[]> = new Map();

/** The version with its numbers; at the side those of the chosen step, and who stands in it. */
export const ResultsCanvas = ({
  flowId,
  version,
  versions,
  onVersion,
  numbers = NONE,
  kinds,
}: ResultsCanvasProps) => {
  const text = useText();
  const intl = useIntl();
  const [chosen, setChosen] = useState<string>();
  const { definition, story } = version;
  const counted = useMemo(() => canvasNumbers(numbers, story), [numbers, story]);
  const content = useMemo(
    () => ({
      steps: definition.steps,
      story,
      kinds,
      problems: NO_PROBLEMS,
      chosen,
      onChoose: setChosen,
      numbers: counted,
    }),
    [definition.steps, story, kinds, chosen, counted],
  );
  const step = chosen === undefined ? undefined : definition.steps[chosen];
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      {versions.length > 1 && (
        <Flex maxWidth="34rem">
          <SingleSelect
            aria-label={text('flows.version')}
            size="S"
            value={String(version.version)}
            onChange={(picked) => onVersion(Number(picked))}
          >
            {versions.map((each) => (
              <SingleSelectOption key={each.version} value={String(each.version)}>
                {text(each.current ? 'flows.version.current' : 'flows.version.of', {
                  version: each.version,
                  at: intl.formatDate(each.publishedAt, { dateStyle: 'medium', timeStyle: 'short' }),
                })}
              </SingleSelectOption>
            ))}
          </SingleSelect>
        </Flex>
      )}
      <Beside
        main={<LazyCanvas start={definition.start} content={content} />}
        side={
          chosen !== undefined && chosen !== TRIGGER && step ? (
            <StepResults
              key={chosen}
              flowId={flowId}
              version={version.version}
              name={chosen}
              step={step}
              story={story}
              numbers={counted.of(chosen)}
              kinds={kinds}
              onClose={() => setChosen(undefined)}
            />
          ) : (
            <FlowResults
              numbers={numbers}
              story={story}
              onChoose={setChosen}
              late={definition.goal && numbers.meta.sentAfterGoal}
            />
          )
        }
      />
    </Flex>
  );
};
