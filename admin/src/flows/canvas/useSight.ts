import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';

import { useReactFlow } from '@xyflow/react';

import { TRIGGER } from './graph';
import type { Laid, Size } from './layout';

/** A flow that fits at this size is shown as a whole; a longer one from its beginning. */
const READABLE = 0.72;
const MARGIN = 28;
const SOON = { duration: 200 };

/** What of the flow is in sight: all of it or its beginning at first, and whatever card is asked for. */
export const useSight = (ground: RefObject<HTMLElement>, laid: Laid, sizeOf: (name: string) => Size) => {
  const { setViewport, setCenter, getViewport } = useReactFlow();
  const [width, setWidth] = useState(0);
  const latest = useRef({ laid, sizeOf });
  latest.current = { laid, sizeOf };

  useLayoutEffect(() => {
    const element = ground.current;
    if (!element) return;
    const watch = new ResizeObserver(() => setWidth(element.clientWidth));
    watch.observe(element);
    setWidth(element.clientWidth);
    return () => watch.disconnect();
  }, [ground]);

  const toTop = useCallback(
    (options?: { readonly duration: number }) => {
      const element = ground.current;
      if (!element) return;
      const { laid: drawn, sizeOf: size } = latest.current;
      const rims = [...drawn.cards].map(([name, { x, y }]) => {
        const { width: wide, height } = size(name);
        return { left: x, right: x + wide, bottom: y + height };
      });
      const left = Math.min(...rims.map((rim) => rim.left));
      const right = Math.max(...rims.map((rim) => rim.right));
      const bottom = Math.max(...rims.map((rim) => rim.bottom));
      const { clientWidth, clientHeight } = element;
      const whole = Math.min(
        (clientWidth - 2 * MARGIN) / (right - left),
        (clientHeight - 2 * MARGIN) / bottom,
        1,
      );
      const zoom =
        whole >= READABLE
          ? whole
          : Math.max(Math.min((clientWidth - 2 * MARGIN) / (right - left), 1), READABLE);
      const trigger = drawn.cards.get(TRIGGER) ?? { x: 0, y: 0 };
      const middle = whole >= READABLE ? (left + right) / 2 : trigger.x + size(TRIGGER).width / 2;
      void setViewport({ x: clientWidth / 2 - middle * zoom, y: MARGIN, zoom }, options);
    },
    [ground, setViewport],
  );

  const shown = width > 0;
  useEffect(() => {
    if (shown) toTop();
  }, [shown, toTop]);

  /** Moves only as far as it must: to the card's middle, where it is not in sight as a whole. */
  const toCard = useCallback(
    (name: string) => {
      const element = ground.current;
      const at = latest.current.laid.cards.get(name);
      if (!element || !at) return;
      const size = latest.current.sizeOf(name);
      const { x, y, zoom } = getViewport();
      const [left, top] = [at.x * zoom + x, at.y * zoom + y];
      const inSight =
        left >= 0 &&
        top >= 0 &&
        left + size.width * zoom <= element.clientWidth &&
        top + size.height * zoom <= element.clientHeight;
      if (!inSight) void setCenter(at.x + size.width / 2, at.y + size.height / 2, { ...SOON, zoom });
    },
    [ground, getViewport, setCenter],
  );
  return { width, toTop: () => toTop(SOON), toCard };
};
