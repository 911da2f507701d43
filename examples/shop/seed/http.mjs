const ADMIN = { email: 'admin@example.com', password: 'Attune-demo-1' };

const answerOf = async (method, path, response) => {
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text.slice(0, 600)}`);
  return text === '' ? undefined : JSON.parse(text);
};

/** The admin API as the panel uses it: `api('POST', '/attune/segments', {…})`. */
export const logInAdmin = async (cmsUrl) => {
  const login = await fetch(`${cmsUrl}/admin/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(ADMIN),
  });
  const { data } = await answerOf('POST', '/admin/login', login);
  const token = data.accessToken ?? data.token;
  return async (method, path, body) =>
    answerOf(
      method,
      path,
      await fetch(`${cmsUrl}${path}`, {
        method,
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: body && JSON.stringify(body),
      }),
    );
};

const PIECE = 400;

/** Imports history under the server key, a few hundred events a request: a batch may hold 500 KB. */
export const importEvents = async (cmsUrl, events, serverKey = 'demo-server-key') => {
  for (let i = 0; i < events.length; i += PIECE) {
    const response = await fetch(`${cmsUrl}/api/attune/v1/import`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${serverKey}` },
      body: JSON.stringify({ batch: events.slice(i, i + PIECE) }),
    });
    const { rejected = [] } = await answerOf('POST', '/api/attune/v1/import', response);
    if (rejected.length > 0) throw new Error(`The import refused events: ${JSON.stringify(rejected[0])}`);
  }
};

/** Asks until the answer suits, or says what it waited for. */
export const until = async (what, ask, suits, { within = 60_000, every = 250 } = {}) => {
  const end = performance.now() + within;
  for (;;) {
    const answer = await ask();
    if (suits(answer)) return answer;
    if (performance.now() > end) throw new Error(`Waited ${within / 1000} s in vain: ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, every));
  }
};
