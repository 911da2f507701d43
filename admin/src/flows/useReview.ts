import { flowsEndpoints } from '../../../plugin/src/flows/endpoints';
import { useAction } from '../shared/useAction';
import { useNotice } from '../shared/useNotice';
import { useText } from '../shared/useText';

/** Lets mails go that are held for review, or has them not sent; says how many. */
export const useReview = (onDone: () => void) => {
  const text = useText();
  const notice = useNotice();
  const { run, running } = useAction(flowsEndpoints.review);
  const decide = async (which: { readonly ids: string[] } | { readonly all: true }, send: boolean) => {
    const outcome = await run({ ...which, send });
    if (outcome.ok) notice.done(text(send ? 'review.sent' : 'review.dropped', outcome.answer.data));
    else notice.failed(outcome.problem);
    onDone();
  };
  return { decide, running };
};
