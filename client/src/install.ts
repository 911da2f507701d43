import { createClient, type AttuneClient } from './client';
import { listen } from './listeners';

type Method = keyof AttuneClient;
/** A call made before the script had arrived: `["track", "Clicked", {…}]`. */
type Buffered = readonly [Method, ...unknown[]];

export interface InstalledClient extends AttuneClient {
  push(...calls: readonly Buffered[]): void;
}

interface Page {
  attune?: InstalledClient | readonly Buffered[];
}

/**
 * Puts the client at `window.attune` and makes the calls that were buffered there. Options stand on the script's tag:
 * `data-key`, and where wanted `data-host`, `data-consent="granted"`, `data-visitor`, `data-page="off"`.
 */
export const install = (page: Page, script: HTMLScriptElement | null): InstalledClient | undefined => {
  const { key, host, consent, visitor, page: firstPage } = script?.dataset ?? {};
  if (!script || !key) {
    console.warn('attune: the script tag needs data-key="<browser key>".');
    return undefined;
  }
  const src = new URL(script.src, location.href);
  const client = createClient({
    writeKey: key,
    host: host ?? src.origin,
    path: host ? undefined : src.pathname.replace(/\/client\.js$/, ''),
    consent: consent === 'granted' ? 'granted' : 'ask',
    anonymousId: visitor || undefined,
  });
  const run = ([method, ...given]: Buffered): void => {
    const call = client[method] as ((...given: readonly unknown[]) => void) | undefined;
    call?.(...given);
  };
  const buffered = Array.isArray(page.attune) ? (page.attune as readonly Buffered[]) : [];
  const installed = { ...client, push: (...calls: readonly Buffered[]) => calls.forEach(run) };
  page.attune = installed;
  if (firstPage !== 'off') client.page();
  buffered.forEach(run);
  listen(client.track);
  return installed;
};
