import type { JsonObject } from '../../plugin/src/json';

type Track = (event: string, properties: JsonObject) => void;

const PROPERTY = 'attuneProp';

/** `data-attune-prop-plan="pro"` on the element becomes `{ plan: "pro" }`. */
const propertiesOf = ({ dataset }: HTMLElement): JsonObject => {
  const properties: Record<string, string> = {};
  for (const key of Object.keys(dataset)) {
    const value = dataset[key];
    if (key.startsWith(PROPERTY) && value !== undefined) {
      properties[key.charAt(PROPERTY.length).toLowerCase() + key.slice(PROPERTY.length + 1)] = value;
    }
  }
  return properties;
};

const closest = (event: Event, selector: string): HTMLElement | null =>
  event.target instanceof Element ? event.target.closest<HTMLElement>(selector) : null;

const onClicks = (track: Track): void => {
  const selector = '[data-attune-click]';
  document.addEventListener(
    'click',
    (event) => {
      const element = closest(event, selector);
      if (!element) return;
      const href = element.getAttribute('href');
      track(element.dataset.attuneClick || 'Clicked', {
        ...propertiesOf(element),
        ...(href ? { href } : {}),
      });
    },
    true,
  );
};

/** That a form was sent, and which; never what was typed. */
const onForms = (track: Track): void => {
  document.addEventListener(
    'submit',
    (event) => {
      const form = closest(event, 'form[data-attune-form]');
      if (form) track(form.dataset.attuneForm || 'Form Submitted', { ...propertiesOf(form), form: form.id });
    },
    true,
  );
};

const DEPTHS = [25, 50, 75, 100];

const onScroll = (track: Track): void => {
  let reached = 0;
  const look = () => {
    const { scrollHeight, clientHeight, scrollTop } = document.documentElement;
    const depth = scrollHeight > 0 ? ((scrollTop + clientHeight) / scrollHeight) * 100 : 0;
    for (const mark of DEPTHS) {
      if (mark <= reached || depth < mark - 0.5) continue;
      reached = mark;
      track('Scroll Depth Reached', { depth: mark });
    }
  };
  addEventListener('scroll', look, { passive: true });
};

/** How long each marked element was at least half in view, told when the page is left. */
const onVisible = (track: Track, elements: NodeListOf<HTMLElement>): void => {
  const since = new Map<Element, number>();
  const total = new Map<Element, number>();
  const settle = (element: Element, at: number) => {
    const from = since.get(element);
    since.delete(element);
    if (from !== undefined) total.set(element, (total.get(element) ?? 0) + at - from);
  };
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting, time } of entries) {
        if (isIntersecting) since.set(target, time);
        else settle(target, time);
      }
    },
    { threshold: 0.5 },
  );
  elements.forEach((element) => observer.observe(element));
  const tell = () => {
    if (document.visibilityState !== 'hidden') return;
    for (const element of elements) {
      settle(element, performance.now());
      const seconds = Math.round((total.get(element) ?? 0) / 100) / 10;
      if (seconds === 0) continue;
      total.delete(element);
      track('Element Viewed', {
        ...propertiesOf(element),
        name: element.dataset.attuneVisible ?? '',
        seconds,
      });
    }
  };
  // Captured: before the client sends its last on the same event.
  document.addEventListener('visibilitychange', tell, true);
};

/**
 * Listens to what the page marks: `data-attune-click`, `data-attune-form`, `data-attune-visible` on an element,
 * `data-attune-scroll` anywhere. A page without marks costs nothing.
 */
export const listen = (track: Track): void => {
  onClicks(track);
  onForms(track);
  if (document.querySelector('[data-attune-scroll]')) onScroll(track);
  const visible = document.querySelectorAll<HTMLElement>('[data-attune-visible]');
  if (visible.length > 0 && typeof IntersectionObserver === 'function') onVisible(track, visible);
};
