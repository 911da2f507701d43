import type { ToldWay } from './describe';

/** A line of a flow that is told as text. */
export interface ToldLine {
  /** The step it tells of; null for what is true of the whole flow. */
  readonly step: string | null;
  readonly text: string;
  /** How many forks it stands under. */
  readonly depth: number;
}

const capitalised = (sentence: string): string => sentence.charAt(0).toUpperCase() + sentence.slice(1);

/**
 * The steps as one would read them aloud: one after the other, and below a fork each way with what lies on it.
 * A step that was told is only named where it is come to again.
 */
export const tellSteps = (
  start: string,
  sentences: Readonly<Record<string, string>>,
  ways: Readonly<Record<string, readonly ToldWay[]>>,
): readonly ToldLine[] => {
  const told = new Set<string>();
  const lines: ToldLine[] = [];

  const tell = (name: string, depth: number): void => {
    const sentence = sentences[name];
    if (sentence === undefined) return void lines.push({ step: null, text: `There is no “${name}”`, depth });
    if (told.has(name)) return void lines.push({ step: name, text: `Go on: ${sentence}`, depth });
    told.add(name);
    lines.push({ step: name, text: capitalised(sentence), depth });
    const on = ways[name] ?? [];
    const [first] = on;
    if (first && new Set(on.map(({ to }) => to)).size === 1) return tell(first.to, depth);
    for (const way of on) {
      lines.push({ step: name, text: `${capitalised(way.sentence ?? way.label)}:`, depth: depth + 1 });
      tell(way.to, depth + 2);
    }
  };

  tell(start, 0);
  const lost = Object.keys(sentences).filter((name) => !told.has(name));
  return [
    ...lines,
    ...lost.map((name) => ({ step: name, text: `Nobody comes to: ${sentences[name]}`, depth: 0 })),
  ];
};
