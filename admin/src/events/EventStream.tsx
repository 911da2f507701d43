import { useState } from 'react';

import { Button, Flex, SingleSelect, SingleSelectOption, Typography } from '@strapi/design-system';
import { Play, Stop } from '@strapi/icons';

import { eventsEndpoints } from '../../../plugin/src/events/endpoints';
import { Answered } from '../shared/Answered';
import { KeyLink } from '../shared/KeyLink';
import { Teach } from '../shared/Teach';
import { useEndpoint } from '../shared/useEndpoint';
import { useText } from '../shared/useText';
import { EventTable } from './EventTable';
import { useEventStream } from './useEventStream';

/** What visitors do, as it comes in. */
export const EventStream = () => {
  const text = useText();
  const [name, setName] = useState('');
  const [paused, setPaused] = useState(false);
  const names = useEndpoint(eventsEndpoints.names, {});
  const stream = useEventStream(name, paused);
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <Flex justifyContent="space-between" gap={4}>
        <Flex gap={3}>
          <SingleSelect
            aria-label={text('events.filter')}
            placeholder={text('events.filter')}
            value={name}
            onChange={(chosen) => setName(String(chosen))}
            onClear={() => setName('')}
            clearLabel={text('events.filter.clear')}
          >
            {(names.answer?.data ?? []).map((each) => (
              <SingleSelectOption key={each} value={each}>
                {each}
              </SingleSelectOption>
            ))}
          </SingleSelect>
          <Typography textColor="neutral600" aria-live="polite">
            {text(paused ? 'events.paused' : 'events.live')}
          </Typography>
        </Flex>
        <Button
          variant="secondary"
          aria-pressed={paused}
          startIcon={paused ? <Play /> : <Stop />}
          onClick={() => setPaused(!paused)}
        >
          {text(paused ? 'events.resume' : 'events.pause')}
        </Button>
      </Flex>
      <Answered of={stream}>
        {({ meta }) =>
          meta.pagination.total === 0 && name === '' ? (
            <Teach title={text('events.teach.title')} action={<KeyLink />}>
              {text('events.teach')}
            </Teach>
          ) : (
            <EventTable events={stream.events} />
          )
        }
      </Answered>
    </Flex>
  );
};
