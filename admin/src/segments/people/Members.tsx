import { useState } from 'react';

import { Box, IconButton, TextButton, Typography } from '@strapi/design-system';
import { Cross } from '@strapi/icons';
import { useIntl } from 'react-intl';

import {
  segmentsEndpoints,
  type ShownPerson,
  type ShownSegment,
} from '../../../../plugin/src/segments/endpoints';
import { Ago } from '../../shared/Ago';
import { Answered } from '../../shared/Answered';
import { DataTable } from '../../shared/DataTable';
import { pathTo } from '../../shared/paths';
import { RowLink } from '../../shared/RowLink';
import { Turner } from '../../shared/Turner';
import { useAction } from '../../shared/useAction';
import { useEndpoint } from '../../shared/useEndpoint';
import { useMay } from '../../shared/useMay';
import { useNotice } from '../../shared/useNotice';
import { useText } from '../../shared/useText';
import { useWhenChanged } from '../../shared/useWhenChanged';
import { WhySheet } from './WhySheet';

interface MembersProps {
  readonly segment: ShownSegment;
  readonly asOf: number | undefined;
}

const PAGE_SIZE = 10;

/** Who is in, or was at a moment, the newest first; each with why, and from a list to be taken out. */
export const Members = ({ segment: { id, kind, size }, asOf }: MembersProps) => {
  const text = useText();
  const intl = useIntl();
  const notice = useNotice();
  const mayChange = useMay('segments.update');
  const [page, setPage] = useState(1);
  const [asked, setAsked] = useState<ShownPerson>();
  const members = useEndpoint(segmentsEndpoints.members, { id, page, pageSize: PAGE_SIZE, asOf });
  // Whoever is put in or taken out is in or out a moment later.
  useWhenChanged(size, members.reload);
  const remove = useAction(segmentsEndpoints.removePerson);
  const takeOut = async (profileId: string) => {
    const outcome = await remove.run({ id, profileId });
    if (!outcome.ok) return notice.failed(outcome.problem);
    members.reload();
  };
  return (
    <Answered of={members}>
      {({ data, meta }) => (
        <Box>
          {asOf !== undefined && meta.reaches > asOf && (
            <Typography tag="p" textColor="warning600" paddingBottom={2}>
              {text('segments.past.reaches', {
                at: intl.formatDate(meta.reaches, { dateStyle: 'medium', timeStyle: 'short' }),
              })}
            </Typography>
          )}
          <DataTable
            rows={data.map((person) => ({ ...person, id: person.profileId }))}
            empty={text(asOf === undefined ? 'segments.members.none' : 'segments.members.none.then')}
            columns={[
              {
                name: 'label',
                label: text('name.label'),
                cell: ({ profileId, label }) => (
                  <RowLink to={pathTo('people', profileId)}>{label || text('people.unnamed')}</RowLink>
                ),
              },
              {
                name: 'enteredAt',
                label: text('segments.entered'),
                cell: ({ enteredAt }) =>
                  enteredAt ? <Ago at={enteredAt} /> : <Typography>{text('unknown')}</Typography>,
              },
              {
                name: 'why',
                label: text('people.why'),
                cell: (person) => (
                  <TextButton onClick={() => setAsked(person)}>{text('people.why')}</TextButton>
                ),
              },
              ...(kind === 'static' && mayChange && asOf === undefined
                ? [
                    {
                      name: 'remove',
                      label: '',
                      cell: ({ profileId, label }: { profileId: string; label: string }) => (
                        <IconButton
                          variant="ghost"
                          label={text('segments.list.remove', { name: label || text('people.unnamed') })}
                          onClick={() => takeOut(profileId)}
                        >
                          <Cross />
                        </IconButton>
                      ),
                    },
                  ]
                : []),
            ]}
          />
          <Turner {...meta.pagination} onTurn={setPage} />
          {asked && (
            <WhySheet
              segment={id}
              profileId={asked.profileId}
              name={asked.label || text('people.unnamed')}
              asOf={asOf}
              onClose={() => setAsked(undefined)}
            />
          )}
        </Box>
      )}
    </Answered>
  );
};
