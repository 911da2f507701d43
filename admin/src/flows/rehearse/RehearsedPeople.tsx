import { Accordion, Flex, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import { Panel } from '../../shared/Panel';
import { useText } from '../../shared/useText';
import type { RehearsedStory } from '../listed-flow';
import { endLabel } from '../results/end-label';
import { RunMoment } from '../runs/RunMoment';

interface RehearsedPeopleProps {
  readonly stories: readonly RehearsedStory[];
}

/** A few people, each with the way they would have gone. */
export const RehearsedPeople = ({ stories }: RehearsedPeopleProps) => {
  const text = useText();
  const intl = useIntl();
  if (stories.length === 0) return null;
  return (
    <Panel title={text('flows.rehearse.people')} hint={text('flows.rehearse.people.hint')}>
      <Accordion.Root size="M">
        {stories.map(({ person, because, enteredAt, moments }, index) => (
          <Accordion.Item key={`${enteredAt} ${index}`} value={String(index)}>
            <Accordion.Header>
              <Accordion.Trigger
                description={`${intl.formatDate(enteredAt, { dateStyle: 'medium', timeStyle: 'short' })} · ${
                  because === null ? text('flows.run.running') : endLabel(text, because)
                }`}
              >
                {person ?? text('flows.rehearse.someone', { number: index + 1 })}
              </Accordion.Trigger>
            </Accordion.Header>
            <Accordion.Content>
              <Flex
                tag="ol"
                direction="column"
                alignItems="stretch"
                padding={6}
                aria-label={text('flows.run.story')}
              >
                {moments.map((moment, at) => (
                  <RunMoment
                    key={`${moment.at} ${moment.what} ${moment.node ?? ''} ${at}`}
                    moment={moment}
                    last={at === moments.length - 1}
                  />
                ))}
                {moments.length === 0 && <Typography>{text('flows.runs.none')}</Typography>}
              </Flex>
            </Accordion.Content>
          </Accordion.Item>
        ))}
      </Accordion.Root>
    </Panel>
  );
};
