const DEVICES = { desktop: ', on a computer', tablet: ', on a tablet', mobile: ', on a phone' };

const whoOf = ({ who, names }) => {
  if (who === 'stranger') return 'a stranger';
  if (who === 'person') return names[0] ?? 'a real person';
  return names.length === 0 ? 'a member of segments that are no more' : `a member of ${names.join(' and ')}`;
};

const momentOf = ({ at, timezone }) =>
  at === undefined
    ? ''
    : `, ${new Date(at).toLocaleString('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: timezone })}`;

/** "Preview as a member of VIP, on a phone, 24 December 2026 at 18:00." */
export const previewWords = (previewed) =>
  previewed
    ? `Preview as ${whoOf(previewed)}${DEVICES[previewed.device] ?? ''}${momentOf(previewed)}.`
    : 'This preview is over: open it again beside the form. This is the page as a stranger sees it.';
