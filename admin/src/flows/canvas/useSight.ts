import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';

import { useReactFlow } from '@xyflow/react';

import { TRIGGER } from './graph';
import { LANE, type Laid, type Size } from './layout';

/** A flow that fits at this size is shown as a whole; a longer one from its beginning. */
const READABLE = 0.72;
export const SMALLEST = 0.15;
const MARGIN = 28;
const SOON = { duration: 200 };

interface Sight {
  readonly ground: Size;
  readonly laid: Laid;
  readonly sizeOf: (name: string) => Size;
  /** As much lies over the ground at its left. */
  readonly covered: number;
}

/** The size of the ground, as it changes. */
export const useGroundSize = (ground: RefObject<HTMLElement>): Size => {
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  useLayoutEffect(() => {
    const element = ground.current;
    if (!element) return;
    const measure = () => setSize({ width: element.clientWidth, height: element.clientHeight });
    const watch = new ResizeObserver(measure);
    watch.observe(element);
    measure();
    return () => watch.disconnect();
  }, [ground]);
  return size;
};

/** Cards, and the words of the ways between them. */
const rimOf = ({ cards, ways }: Laid, sizeOf: Sight['sizeOf']) => {
  const rims = [
    ...[...cards].map(([name, { x, y }]) => {
      const { width, height } = sizeOf(name);
      return { left: x, right: x + width, bottom: y + height };
    }),
    ...[...ways.values()].map(({ word: { x, y } }) => ({
      left: x - LANE / 2,
      right: x + LANE / 2,
      bottom: y,
    })),
  ];
  return {
    left: Math.min(...rims.map((rim) => rim.left)),
    right: Math.max(...rims.map((rim) => rim.right)),
    bottom: Math.max(...rims.map((rim) => rim.bottom)),
  };
};

/** What of the flow is in sight: all of it or its beginning at first, and whatever card is asked for. */
export const useSight = ({ ground, laid, sizeOf, covered }: Sight) => {
  const { setViewport, getViewport } = useReactFlow();
  /** The place that is free for cards. */
  const place = { left: covered, width: ground.width - covered, height: ground.height };
  const latest = useRef({ laid, sizeOf, place });
  latest.current = { laid, sizeOf, place };

  const show = useCallback(
    (least: number, options?: { readonly duration: number }) => {
      const { laid: drawn, sizeOf: size, place: free } = latest.current;
      const { left, right, bottom } = rimOf(drawn, size);
      const wide = (free.width - 2 * MARGIN) / (right - left);
      const whole = Math.min(wide, (free.height - 2 * MARGIN) / bottom, 1);
      const isWhole = whole >= least;
      const zoom = isWhole ? whole : Math.max(Math.min(wide, 1), least);
      const fits = wide >= zoom;
      const trigger = drawn.cards.get(TRIGGER) ?? { x: 0, y: 0 };
      const middle = fits ? (left + right) / 2 : trigger.x + size(TRIGGER).width / 2;
      void setViewport({ x: free.left + free.width / 2 - middle * zoom, y: MARGIN, zoom }, options);
    },
    [setViewport],
  );

  const isMeasured = ground.width > 0;
  useEffect(() => {
    if (isMeasured) show(READABLE);
  }, [isMeasured, show]);

  /** Moves only as far as it must: to the card's middle, where it is not in sight as a whole. */
  const toCard = useCallback(
    (name: string) => {
      const { laid: drawn, sizeOf: sizes, place: free } = latest.current;
      const at = drawn.cards.get(name);
      if (!at) return;
      const size = sizes(name);
      const { x, y, zoom } = getViewport();
      const [left, top] = [at.x * zoom + x, at.y * zoom + y];
      const inSight =
        left >= free.left &&
        top >= 0 &&
        left + size.width * zoom <= free.left + free.width &&
        top + size.height * zoom <= free.height;
      if (inSight) return;
      const middle = { x: at.x + size.width / 2, y: at.y + size.height / 2 };
      const to = {
        x: free.left + free.width / 2 - middle.x * zoom,
        y: free.height / 2 - middle.y * zoom,
      };
      void setViewport({ ...to, zoom }, SOON);
    },
    [getViewport, setViewport],
  );
  return { toTop: () => show(READABLE, SOON), toAll: () => show(SMALLEST, SOON), toCard };
};
