import { Box, Flex, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import type { Moment } from '../listed-flow';
import { OpenMail } from '../OpenMail';
import { momentLook } from './moment-look';
import { useMomentWords } from './useMomentWords';

interface RunMomentProps {
  readonly moment: Moment;
  readonly last: boolean;
}

/** One moment on the line of a run: when, what, and how long it took. */
export const RunMoment = ({ moment, last }: RunMomentProps) => {
  const intl = useIntl();
  const words = useMomentWords()(moment);
  const { Icon, tint } = momentLook(moment);
  return (
    <Flex tag="li" alignItems="stretch" gap={4}>
      <Box width="15rem" shrink={0} paddingTop={1} textAlign="right">
        <Typography
          tag="time"
          dateTime={new Date(moment.at).toISOString()}
          variant="pi"
          textColor="neutral600"
        >
          {intl.formatDate(moment.at, { dateStyle: 'medium', timeStyle: 'medium' })}
        </Typography>
      </Box>
      <Flex direction="column" alignItems="center" aria-hidden>
        <Flex
          background={`${tint}100`}
          borderColor={`${tint}200`}
          borderRadius="50%"
          width="3.2rem"
          height="3.2rem"
          shrink={0}
          justifyContent="center"
        >
          <Icon fill={`${tint}600`} width="1.5rem" height="1.5rem" />
        </Flex>
        {!last && <Box width="2px" flex="1" minHeight="1.6rem" background="neutral200" />}
      </Flex>
      <Box flex="1" minWidth={0} paddingTop={1} paddingBottom={last ? 0 : 5}>
        <Typography tag="div" fontWeight="semiBold" style={{ overflowWrap: 'anywhere' }}>
          {words.title}
        </Typography>
        {words.lines.map((line) => (
          <Typography
            key={line}
            tag="div"
            variant="pi"
            textColor="neutral600"
            style={{ overflowWrap: 'anywhere' }}
          >
            {line}
          </Typography>
        ))}
        {moment.effect !== null && moment.effectKind === 'send-email' && moment.what === 'sent' && (
          <OpenMail effect={moment.effect} as="sent" />
        )}
      </Box>
    </Flex>
  );
};
