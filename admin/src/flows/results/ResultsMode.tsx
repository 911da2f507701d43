import { useState } from 'react';

import { flowsEndpoints } from '../../../../plugin/src/flows/endpoints';
import { Answered } from '../../shared/Answered';
import { Teach } from '../../shared/Teach';
import { useEndpoint } from '../../shared/useEndpoint';
import { useText } from '../../shared/useText';
import type { WholeFlow } from '../listed-flow';
import { RevenuePart } from '../revenue/RevenuePart';
import type { StepKind } from '../step-kinds';
import { ResultsCanvas } from './ResultsCanvas';

interface ResultsModeProps {
  readonly flow: WholeFlow;
  readonly kinds: readonly StepKind[];
}

const EVERY = 5_000;

/** What was published, with how many stand where, went which way, and left. */
export const ResultsMode = ({ flow, kinds }: ResultsModeProps) => {
  const text = useText();
  const [picked, setPicked] = useState<number>();
  const version = picked ?? flow.version;
  const whole = useEndpoint(flowsEndpoints.version, version === null ? null : { id: flow.id, version });
  const versions = useEndpoint(flowsEndpoints.versions, version === null ? null : { id: flow.id });
  const numbers = useEndpoint(flowsEndpoints.numbers, version === null ? null : { id: flow.id, version }, {
    every: EVERY,
  });
  if (version === null) {
    return <Teach title={text('flows.results.teach.title')}>{text('flows.results.teach')}</Teach>;
  }
  return (
    <Answered of={whole}>
      {({ data }) => (
        <>
          <ResultsCanvas
            flowId={flow.id}
            version={data}
            versions={versions.answer?.data ?? []}
            onVersion={setPicked}
            numbers={numbers.answer}
            kinds={kinds}
          />
          <RevenuePart flowId={flow.id} version={data} versions={versions.answer?.data.length ?? 1} />
        </>
      )}
    </Answered>
  );
};
