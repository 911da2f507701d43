import { flowsEndpoints } from '../../../../plugin/src';
import type { Audit } from '../../privacy';
import { serve, type Call, type Served } from '../../strapi/endpoints';
import type {
  Flows,
  Outbox,
  OutboxRow,
  PreviewEffect,
  Rehearse,
  RehearsedStory,
  Revenue,
  Review,
  ToldRun,
} from '..';
import { paged } from './paged';

interface Needs {
  readonly flows: Flows;
  readonly outbox: Outbox;
  readonly rehearse: Rehearse;
  readonly review: Review;
  readonly previewEffect: PreviewEffect;
  readonly revenue: Revenue;
  readonly story: (flowId: string, runId: string) => Promise<ToldRun>;
  readonly labels: (profileIds: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  readonly look: Audit['look'];
}

interface About {
  readonly profileId: string;
}

/** The story tells them. */
const withoutSteps = ({ steps: _steps, ...run }: ToldRun) => run;

/** A rehearsed mail has no copy that could be opened. */
const withoutEffects = <Story extends RehearsedStory>(story: Story) => ({
  ...story,
  moments: story.moments.map((moment) => ({ ...moment, effect: null })),
});

/** Told of nobody: what began it and which link was followed may say who it was. */
const maskedStory = (story: RehearsedStory) => ({
  ...withoutEffects(story),
  ...{ profileId: null, key: null, person: null },
  moments: story.moments.map((moment) => ({
    ...moment,
    effect: null,
    ...(moment.what === 'entered' && { detail: '', about: null }),
    ...(moment.what === 'clicked' && { sentence: '' }),
  })),
});

/** People in flows, by name for those who may see people; who looked is written down. */
export const runsServed = ({
  flows,
  outbox,
  story,
  rehearse,
  review,
  previewEffect,
  revenue,
  labels,
  look,
}: Needs): readonly Served[] => {
  const named = async <Row extends About>(
    rows: readonly Row[],
    call: Call,
    what: string,
    subject: string,
  ) => {
    if (rows.length === 0 || !call.may('people.read')) return rows.map((row) => ({ ...row, person: null }));
    await look(call.actor, what, subject, { people: rows.length });
    const known = await labels([...new Set(rows.map(({ profileId }) => profileId))]);
    return rows.map((row) => ({ ...row, person: known.get(row.profileId) ?? null }));
  };

  const shownRow = async (
    { runId: _run, payload: _payload, claimedAt: _at, ...row }: OutboxRow,
    call: Call,
  ) => {
    const [shown] = await named([row], call, 'see mails', row.id);
    return { ...row, person: shown?.person ?? null };
  };

  return [
    serve(flowsEndpoints.runs, async ({ id, page, pageSize, ...filter }, call) => {
      const { rows, total } = await flows.runs({ flowId: id, ...filter }, page, pageSize);
      return paged(await named(rows, call, 'see runs', id), total, page, pageSize);
    }),
    serve(flowsEndpoints.run, async ({ id, run }, call) => {
      const told = withoutSteps(await story(id, run));
      await look(call.actor, 'see run', told.profileId, { flow: id });
      const known = await labels([told.profileId]);
      return { data: { ...told, person: known.get(told.profileId) ?? null } };
    }),
    serve(flowsEndpoints.numbers, async ({ id, version }) => ({
      data: [...(await flows.numbers(id, version))],
      meta: {
        entered: await flows.entered(id, version),
        sentAfterGoal: await flows.sentAfterGoal(id, version),
      },
    })),
    serve(flowsEndpoints.revenue, async ({ id, version }) => ({ data: await revenue(id, version) })),
    serve(flowsEndpoints.rehearse, async ({ id, ...asked }, call) => {
      const { stories, minutes, live, beside, looked, of, base, next, unknown, ...figures } = await rehearse(
        id,
        asked,
      );
      const told = call.may('people.read')
        ? (await named(stories, call, 'see rehearsal', id)).map(withoutEffects)
        : stories.map(maskedStory);
      return {
        data: { ...figures, minutes, stories: told },
        meta: { live, beside, looked, of, base, next, unknown },
      };
    }),
    serve(flowsEndpoints.outbox, async ({ page, pageSize, ...filter }, call) => {
      const { rows, total } = await outbox.page(filter, page, pageSize);
      const shown = rows.map(({ runId: _run, payload: _payload, claimedAt: _at, ...row }) => row);
      return paged(await named(shown, call, 'see mails', filter.status), total, page, pageSize);
    }),
    serve(flowsEndpoints.resend, async ({ id }, call) => ({
      data: await shownRow(await outbox.resend(id), call),
    })),
    serve(flowsEndpoints.dismiss, async ({ id }, call) => ({
      data: await shownRow(await outbox.dismiss(id), call),
    })),
    serve(flowsEndpoints.waitingMail, async ({ effect }, { actor }) => {
      const { profileId, createdAt, ...mail } = await previewEffect(effect);
      await look(actor, 'see mail', profileId, { template: mail.template });
      return { data: { ...mail, at: createdAt } };
    }),
    serve(flowsEndpoints.review, async ({ send, all: _all, ...which }) => ({
      data: { decided: await review(which, send) },
    })),
  ];
};
