import type { FlowStory } from '../../../../plugin/src/flows/describe';
import type { CanvasNumbers } from '../canvas/CanvasContext';
import type { FlowNumbers } from '../listed-flow';

/** The server's numbers as the canvas asks for them: by step, and by the word of each way. */
export const canvasNumbers = ({ data, meta }: FlowNumbers, story: FlowStory): CanvasNumbers => {
  const by = new Map(data.map((step) => [step.node, step]));
  return {
    entered: meta.entered,
    of: (name) => by.get(name),
    taken({ from, at }) {
      const label = from === null ? undefined : story.ways[from]?.[at]?.label;
      const details = by.get(from ?? '')?.details ?? [];
      return details
        .filter(({ outcome, detail }) => outcome === 'passed' && detail === label)
        .reduce((sum, { count }) => sum + count, 0);
    },
  };
};
