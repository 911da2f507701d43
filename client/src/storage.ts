/** Keeps a few short texts in the browser: local storage, and a cookie where that is closed. */
export interface Storage {
  get(key: string): string | undefined;
  set(key: string, value: string): void;
  remove(key: string): void;
}

const A_YEAR_S = 31_536_000;

const cookieOf = (key: string): string | undefined => {
  const found = document.cookie.split('; ').find((pair) => pair.startsWith(`${key}=`));
  return found && decodeURIComponent(found.slice(key.length + 1));
};

const writeCookie = (key: string, value: string, seconds: number): void => {
  const secure = location.protocol === 'https:' ? '; secure' : '';
  document.cookie = `${key}=${encodeURIComponent(value)}; path=/; max-age=${seconds}; samesite=lax${secure}`;
};

/** Private windows and strict settings throw on every touch of local storage. */
const attempt = <T>(touch: () => T): T | undefined => {
  try {
    return touch();
  } catch {
    return undefined;
  }
};

export const createStorage = (): Storage => ({
  // The cookie first: the site's server may have set it, and then it outlives what a script may keep.
  get: (key) => cookieOf(key) ?? attempt(() => localStorage.getItem(key)) ?? undefined,
  set(key, value) {
    const isKept = attempt(() => {
      localStorage.setItem(key, value);
      return true;
    });
    if (!isKept) writeCookie(key, value, A_YEAR_S);
  },
  remove(key) {
    attempt(() => localStorage.removeItem(key));
    writeCookie(key, '', 0);
  },
});
