import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

export interface SandboxRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body?: Readonly<Record<string, unknown>>;
  readonly status: number;
  readonly answer: unknown;
}

export interface SandboxContact {
  readonly id: string;
  createdAt: number;
  updatedAt: number;
  readonly properties: Record<string, string>;
}

export interface SandboxList {
  readonly listId: string;
  name: string;
  readonly processingType: string;
  readonly members: Map<string, number>;
}

export interface SandboxWorld {
  readonly contacts: Map<string, SandboxContact>;
  readonly lists: Map<string, SandboxList>;
}

export interface Sandbox {
  readonly url: string;
  readonly world: SandboxWorld;
  readonly requests: SandboxRequest[];
  setToken(token: string): void;
  stop(): Promise<void>;
}

interface Options {
  readonly token?: string;
  readonly perSecond?: number;
  readonly before?: (
    request: Pick<SandboxRequest, 'method' | 'path' | 'query' | 'body'>,
    world: SandboxWorld,
  ) => { status: number; body: unknown } | undefined | Promise<undefined>;
}

/** The example's CRM, in this process, on a free port. */
export const startCrmSandbox = async (options: Options = {}): Promise<Sandbox> => {
  const file = join(__dirname, '..', '..', 'examples', 'crm-sandbox', 'server.mjs');
  const { start } = (await import(pathToFileURL(file).href)) as {
    start(options: Options): Promise<Sandbox>;
  };
  return start(options);
};
