// app/page.jsx
import { headers } from 'next/headers';

import { readPage } from '../lib/attune.mjs';

export default async () => {
  const { data } = await readPage('/api/home?populate=*', { url: '/', headers: await headers() });
  return data.blocks.map(({ id, title }) => <h2 key={id}>{title}</h2>);
};
