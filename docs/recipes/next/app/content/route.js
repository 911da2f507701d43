// app/content/route.js, for navigation in the browser: GET /content?path=/api/home?populate=*
export { GET } from '../../lib/attune.mjs';
