import { useState } from 'react';

import { Box, Button, Flex } from '@strapi/design-system';

import { segmentsEndpoints, type ShownSegment } from '../../../../plugin/src/segments/endpoints';
import { PersonPicker } from '../../shared/PersonPicker';
import { Trouble } from '../../shared/Trouble';
import { useAction } from '../../shared/useAction';
import { useEndpoint } from '../../shared/useEndpoint';
import { useMay } from '../../shared/useMay';
import { useNotice } from '../../shared/useNotice';
import { useText } from '../../shared/useText';
import { useUpload } from '../../shared/useUpload';
import { CsvField } from './CsvField';
import { ImportStatus } from './ImportStatus';

interface ListPanelProps {
  readonly segment: ShownSegment;
  /** Somebody was put in. */
  readonly onChanged: () => void;
}

/** Often enough to see a bar move. */
const EVERY = 1_000;
const LAST = 3;

/** How people come into a list: one by one, or from a file. */
export const ListPanel = ({ segment: { id }, onChanged }: ListPanelProps) => {
  const text = useText();
  const notice = useNotice();
  const mayImport = useMay('people.import');
  const mayChange = useMay('segments.update');
  const [person, setPerson] = useState<string>();
  const [round, setRound] = useState(0);
  const [file, setFile] = useState<File>();
  const add = useAction(segmentsEndpoints.addPerson);
  const send = useUpload(segmentsEndpoints.import);
  const imports = useEndpoint(segmentsEndpoints.imports, { id }, { every: EVERY });
  const put = async () => {
    if (person === undefined) return;
    const outcome = await add.run({ id, profileId: person });
    if (!outcome.ok) return notice.failed(outcome.problem);
    notice.done(text(outcome.answer.data.changed ? 'segments.list.added' : 'segments.list.already'));
    setPerson(undefined);
    setRound((before) => before + 1);
    onChanged();
  };
  const start = async () => {
    if (!file) return;
    const outcome = await send.run({ id }, file);
    if (outcome.ok) setFile(undefined);
    onChanged();
  };
  return (
    <Flex direction="column" alignItems="stretch" gap={5} paddingBottom={5}>
      {mayChange && (
        <Flex gap={2}>
          <Box width="28rem">
            {/* The field keeps what was typed: a new one for the next person. */}
            <PersonPicker
              key={round}
              label={text('segments.list.person')}
              value={person}
              onChange={setPerson}
            />
          </Box>
          <Button size="S" disabled={person === undefined} loading={add.running} onClick={put}>
            {text('segments.list.add')}
          </Button>
        </Flex>
      )}
      {mayImport && (
        <Flex gap={4} alignItems="flex-end">
          <CsvField file={file} onChoose={setFile} />
          {file && (
            <Button loading={send.running} onClick={start}>
              {text('segments.csv.send')}
            </Button>
          )}
        </Flex>
      )}
      {send.problem && <Trouble problem={send.problem} />}
      <Flex tag="ul" direction="column" alignItems="stretch" gap={4}>
        {imports.answer?.data.slice(0, LAST).map((one, at) => (
          <ImportStatus key={one.id} of={one} open={at === 0} onChanged={imports.reload} />
        ))}
      </Flex>
    </Flex>
  );
};
