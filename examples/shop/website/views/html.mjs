const ENTITIES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

export const escape = (text) => String(text).replace(/[&<>"']/g, (sign) => ENTITIES[sign]);

/** Marks text as HTML that is already safe. */
export const raw = (text) => ({ raw: text });

const render = (value) => {
  if (value === null || value === undefined || value === false) return '';
  if (Array.isArray(value)) return value.map(render).join('');
  return typeof value === 'object' && 'raw' in value ? value.raw : escape(value);
};

/** A template whose values are escaped unless they are templates themselves. */
export const html = (strings, ...values) =>
  raw(strings.reduce((text, part, i) => text + part + (i < values.length ? render(values[i]) : ''), ''));

/** JSON for a data script: `<` cannot close it. */
export const jsonScript = (id, data) =>
  raw(
    `<script type="application/json" id="${id}">${JSON.stringify(data).replaceAll('<', '\\u003c')}</script>`,
  );
