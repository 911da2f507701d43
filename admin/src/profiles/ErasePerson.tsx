import { useState } from 'react';

import { Button, Field, Flex, TextInput, Typography } from '@strapi/design-system';
import { Trash } from '@strapi/icons';
import { useNavigate } from 'react-router-dom';

import { profilesEndpoints } from '../../../plugin/src/profiles/endpoints';
import { Confirm } from '../shared/Confirm';
import { pathTo } from '../shared/paths';
import { useAction } from '../shared/useAction';
import { useNotice } from '../shared/useNotice';
import { useText } from '../shared/useText';

interface ErasePersonProps {
  readonly id: string;
  /** What has to be typed: by what one recognises the person. */
  readonly name: string;
}

export const ErasePerson = ({ id, name }: ErasePersonProps) => {
  const text = useText();
  const notice = useNotice();
  const navigate = useNavigate();
  const erase = useAction(profilesEndpoints.erase);
  const [typed, setTyped] = useState('');
  const confirmed = async () => {
    const outcome = await erase.run({ id });
    if (!outcome.ok) return notice.failed(outcome.problem);
    notice.done(text('people.erased'));
    navigate(pathTo('people'), { replace: true });
  };
  return (
    <Confirm
      title={text('people.erase.title', { name })}
      confirmLabel={text('people.erase')}
      ready={typed.trim() === name}
      onConfirm={confirmed}
      body={
        <Flex direction="column" alignItems="stretch" gap={4} width="100%">
          <Typography>{text('people.erase.body')}</Typography>
          <Field.Root name="confirm">
            <Field.Label>{text('people.erase.type', { name })}</Field.Label>
            <TextInput
              value={typed}
              autoComplete="off"
              onChange={(event: { target: { value: string } }) => setTyped(event.target.value)}
            />
          </Field.Root>
        </Flex>
      }
    >
      <Button variant="danger-light" startIcon={<Trash />}>
        {text('people.erase')}
      </Button>
    </Confirm>
  );
};
