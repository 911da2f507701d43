export interface Standing {
  readonly bytes: number;
  readonly totalBytes: number;
  readonly rows: number;
  readonly sent: number;
  readonly rejected: number;
  readonly elapsedMs: number;
}

const BAR = 24;

export const number = (value: number): string => value.toLocaleString('en-US');

export const duration = (ms: number): string => {
  const seconds = Math.round(ms / 1_000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  return minutes < 60
    ? `${minutes} min ${seconds % 60} s`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
};

/** What is left at the pace so far; nothing is said before there is a pace. */
const leftOf = ({ bytes, totalBytes, elapsedMs }: Standing): string => {
  if (bytes === 0 || elapsedMs < 2_000 || bytes >= totalBytes) return '';
  return `, about ${duration((elapsedMs / bytes) * (totalBytes - bytes))} left`;
};

/** `[#####-----] 21%  112,000 rows  4,800 events  about 40 s left` */
export const progressLine = (standing: Standing, isBar: boolean): string => {
  const { bytes, totalBytes, rows, sent, rejected } = standing;
  const share = totalBytes === 0 ? 1 : Math.min(1, bytes / totalBytes);
  const filled = Math.floor(share * BAR);
  const bar = isBar ? `[${'#'.repeat(filled)}${'-'.repeat(BAR - filled)}] ` : '';
  const refused = rejected > 0 ? `, ${number(rejected)} refused` : '';
  return `${bar}${Math.floor(share * 100)}% read, ${number(rows)} rows, ${number(sent)} events sent${refused}${leftOf(standing)}`;
};
