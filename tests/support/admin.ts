import type { Core } from '@strapi/strapi';

const PASSWORD = 'Test-admin-1';

interface AdminUser {
  readonly id: number;
  readonly email: string;
}

/** Makes the first administrator, or one with only these actions (`plugin::attune.segments.read`), and logs them in. */
export const loginAdmin = async (
  strapi: Core.Strapi,
  url: string,
  actions?: readonly string[],
): Promise<(path: string, init?: RequestInit) => Promise<Response>> => {
  const email = `admin-${Math.random().toString(36).slice(2)}@example.com`;
  const role = actions
    ? await strapi.service('admin::role').create({ name: email, description: 'test' })
    : await strapi.service('admin::role').getSuperAdmin();
  if (actions) {
    await strapi.service('admin::role').assignPermissions(
      role.id,
      actions.map((action) => ({ action, subject: null, properties: {}, conditions: [] })),
    );
  }
  (await strapi.service('admin::user').create({
    email,
    password: PASSWORD,
    firstname: 'Test',
    lastname: 'Admin',
    isActive: true,
    registrationToken: null,
    roles: [role.id],
  })) as AdminUser;
  const login = await fetch(`${url}/admin/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password: PASSWORD }),
  });
  const { data } = (await login.json()) as { data: { token: string; accessToken?: string } };
  return (path, init = {}) =>
    fetch(`${url}${path}`, {
      ...init,
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${data.accessToken ?? data.token}`,
        ...init.headers,
      },
    });
};

const FIRST = { email: 'admin@example.com', password: PASSWORD };

const tokenBy = async (url: string, body: object): Promise<string> => {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const { data } = (await answer.json()) as { data: { token: string } };
  return data.token;
};

/** The session of the first administrator, made over HTTP in a process that is not the test's. */
export const registerAdmin = (url: string): Promise<string> =>
  tokenBy(`${url}/admin/register-admin`, { ...FIRST, firstname: 'Test', lastname: 'Admin' });

/** Another session of theirs: one ends after half an hour. */
export const logInAgain = (url: string): Promise<string> => tokenBy(`${url}/admin/login`, FIRST);
