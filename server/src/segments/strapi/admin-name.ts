import type { Call } from '../../strapi/endpoints';

/** How the administrator who calls is known to the others: by name, else by address. */
export const adminName = ({ ctx }: Call): string => {
  const { user } = ctx.state as {
    user?: { firstname?: string | null; lastname?: string | null; username?: string | null; email?: string };
  };
  const name = [user?.firstname, user?.lastname].filter(Boolean).join(' ');
  return (name || user?.username || user?.email || '').slice(0, 120);
};
