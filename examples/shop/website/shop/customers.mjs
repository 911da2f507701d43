const REMEMBERED_MS = 60_000;

/** Log-in by Strapi's users-permissions. The session cookie holds its token; who it belongs to is asked once a minute. */
export const createCustomers = ({ cmsUrl, now = Date.now }) => {
  const known = new Map();

  const post = async (path, body) => {
    const answer = await fetch(`${cmsUrl}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const { jwt, user, error } = await answer.json();
    return answer.ok ? { jwt, user } : { problem: error?.message ?? 'That did not work.' };
  };

  return {
    logIn: (identifier, password) => post('/api/auth/local', { identifier, password }),
    register: (email, password) => post('/api/auth/local/register', { username: email, email, password }),

    async of(jwt) {
      if (!jwt) return undefined;
      const held = known.get(jwt);
      if (held && now() - held.at < REMEMBERED_MS) return held.user;
      const answer = await fetch(`${cmsUrl}/api/users/me`, { headers: { authorization: `Bearer ${jwt}` } });
      const user = answer.ok ? await answer.json() : undefined;
      if (known.size > 1_000) known.clear();
      known.set(jwt, { at: now(), user });
      return user;
    },
  };
};
