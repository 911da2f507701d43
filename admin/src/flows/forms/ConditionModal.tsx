import { Box, Button, Modal } from '@strapi/design-system';
import { useDebounce } from '@strapi/strapi/admin';

import type { Condition } from '../../../../plugin/src/conditions/condition';
import { conditionsEndpoints, type Vocabulary } from '../../../../plugin/src/conditions/endpoints';
import { ConditionBuilder } from '../../segments/ConditionBuilder';
import { unfinished } from '../../segments/tree/complete';
import { conditionOf } from '../../segments/tree/convert';
import { useConditionLacks } from '../../segments/useConditionLacks';
import { useTree } from '../../segments/useTree';
import { useEndpoint } from '../../shared/useEndpoint';
import { useLacks } from '../../shared/useLacks';
import { useText } from '../../shared/useText';

interface ConditionModalProps {
  readonly condition: Condition;
  readonly vocabulary: Vocabulary;
  readonly disabled: boolean;
  readonly onClose: () => void;
  readonly onDone: (condition: Condition) => void;
}

const NO_FAULTS: readonly never[] = [];
/** Long enough not to ask at each key. */
const PAUSE = 400;

/** The same builder as a segment's, for the condition of a way. */
export const ConditionModal = ({ condition, vocabulary, disabled, onClose, onDone }: ConditionModalProps) => {
  const text = useText();
  const { root, actions } = useTree(condition);
  const settled = useDebounce(root, PAUSE);
  const isFinished = unfinished(settled) === 0;
  const checked = useEndpoint(
    conditionsEndpoints.check,
    isFinished ? { condition: conditionOf(settled) } : null,
  );
  const { said, isWhole } = useLacks({ condition: useConditionLacks(root, true) });
  const faults = isFinished && !checked.loading ? checked.answer?.data : undefined;
  return (
    <Modal.Root open onOpenChange={(open) => !open && onClose()}>
      <Modal.Content>
        <Modal.Header closeLabel={text('close')}>
          <Modal.Title>{text('flows.branch.title')}</Modal.Title>
        </Modal.Header>
        <Modal.Body>
          <Box paddingBottom={4}>
            <ConditionBuilder
              root={root}
              actions={actions}
              vocabulary={vocabulary}
              faults={said('condition') ?? faults ?? NO_FAULTS}
              disabled={disabled}
            />
          </Box>
        </Modal.Body>
        <Modal.Footer>
          <Button variant="tertiary" onClick={onClose}>
            {text('cancel')}
          </Button>
          {!disabled && (
            <Button onClick={() => isWhole() && onDone(conditionOf(root))}>{text('done')}</Button>
          )}
        </Modal.Footer>
      </Modal.Content>
    </Modal.Root>
  );
};
