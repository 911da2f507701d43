import { useRef } from 'react';

import { Button, Field, Flex, Typography } from '@strapi/design-system';
import { FileCsv } from '@strapi/icons';
import { useIntl } from 'react-intl';

import { useText } from '../../shared/useText';

interface CsvFieldProps {
  readonly file: File | undefined;
  readonly onChoose: (file: File | undefined) => void;
}

const MEGABYTE = 1_000_000;

/** Chooses a CSV file; what its columns may be called stands below. */
export const CsvField = ({ file, onChoose }: CsvFieldProps) => {
  const text = useText();
  const intl = useIntl();
  const input = useRef<HTMLInputElement>(null);
  return (
    <Field.Root name="file" hint={text('segments.csv.hint')}>
      <Field.Label>{text('segments.csv.file')}</Field.Label>
      <Flex gap={3}>
        <Button variant="secondary" startIcon={<FileCsv />} onClick={() => input.current?.click()}>
          {text(file ? 'segments.csv.other' : 'segments.csv.choose')}
        </Button>
        {file && (
          <Typography>
            {text('segments.csv.chosen', {
              name: file.name,
              size: intl.formatNumber(file.size / MEGABYTE, { maximumFractionDigits: 2 }),
            })}
          </Typography>
        )}
      </Flex>
      <input
        ref={input}
        type="file"
        accept=".csv,.txt,text/csv"
        aria-label={text('segments.csv.file')}
        tabIndex={-1}
        style={{ position: 'absolute', opacity: 0, width: 1, height: 1 }}
        onChange={(event) => onChoose(event.target.files?.[0])}
      />
      <Field.Hint />
    </Field.Root>
  );
};
