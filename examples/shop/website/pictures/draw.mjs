/** Small SVG builders. Objects stand on the line y = 500 of a 600 by 600 square, centred on x = 300. */
const attributes = (values) =>
  Object.entries(values)
    .map(([name, value]) => ` ${name}="${value}"`)
    .join('');

const element = (name, values) => `<${name}${attributes(values)}/>`;

export const path = (d, fill, more = {}) => element('path', { d, fill, ...more });
export const line = (d, stroke, width, more = {}) =>
  element('path', {
    d,
    fill: 'none',
    stroke,
    'stroke-width': width,
    'stroke-linecap': 'round',
    'stroke-linejoin': 'round',
    ...more,
  });
export const box = (x, y, width, height, fill, r = 0) =>
  element('rect', { x, y, width, height, fill, rx: r });
export const oval = (cx, cy, rx, ry, fill, more = {}) =>
  element('ellipse', { cx, cy, rx, ry, fill, ...more });
export const disc = (cx, cy, r, fill, more = {}) => element('circle', { cx, cy, r, fill, ...more });
export const group = (parts, transform) => `<g transform="${transform}">${parts.join('')}</g>`;

/** The soft shade under whatever stands there. */
export const shade = (rx = 120, cx = 300) => oval(cx, 503, rx, 13, '#22302b', { opacity: 0.13 });

/** Light from the left: a paler stripe that follows a body's outline. */
export const shine = (d, width = 14) => line(d, '#ffffff', width, { opacity: 0.28 });

/** A leaf from its stem's end (x, y), `length` long, turned by `angle` degrees. */
export const leaf = (x, y, length, angle, fill, width = 0.3) => {
  const w = length * width;
  const d = `M0 0C${w} ${-length * 0.25} ${w} ${-length * 0.75} 0 ${-length}C${-w} ${-length * 0.75} ${-w} ${-length * 0.25} 0 0Z`;
  return group(
    [path(d, fill), line(`M0 ${-length * 0.08}L0 ${-length * 0.82}`, '#22302b', 2, { opacity: 0.18 })],
    `translate(${x} ${y}) rotate(${angle})`,
  );
};

/** A flower pot, `width` wide at its rim, and its saucer if wanted. */
export const pot = (width, height, fill, dark) => {
  const half = width / 2;
  const top = 500 - height;
  return [
    path(
      `M${300 - half} ${top}L${300 + half} ${top}L${300 + half * 0.76} 500L${300 - half * 0.76} 500Z`,
      fill,
    ),
    box(300 - half - 8, top - 8, width + 16, 30, dark, 6),
    shine(`M${300 - half * 0.72} ${top + 38}L${300 - half * 0.6} 482`, 10),
  ];
};

export const picture = (parts, background, { width = 600, height = 600, label = '' } = {}) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img"${label ? ` aria-label="${label}"` : ''}>` +
  `<rect width="${width}" height="${height}" fill="${background}"/>${parts.join('')}</svg>`;
