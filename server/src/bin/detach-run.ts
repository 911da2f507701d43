import { createInterface, type Interface } from 'node:readline/promises';

import { contentEndpoints, type LimitedBlock } from '../../../plugin/src';
import { CallFault, createCall } from '../files';
import { DETACH_USAGE, readDetachRequest, type Choice, type DetachRequest } from './detach-command';
import { UsageFault } from './import-command';
import { appIn, detachFields } from './schema-run';

type Call = ReturnType<typeof createCall>;

const seenBy = ({ audience }: LimitedBlock): string => {
  if (!audience) return 'nobody, for its audience cannot be read';
  const { show, segments, from, until, slot } = audience;
  const names = segments.join(' or ') || 'no segment';
  const who = { everyone: 'everyone', only: names, except: `everyone but ${names}` }[show];
  return [who, from && `from ${from}`, until && `until ${until}`, slot && `in the slot "${slot}"`]
    .filter(Boolean)
    .join(', ');
};

const line = (block: LimitedBlock): string => {
  const { typeName, title, locale, status, componentName, block: key } = block;
  const entry = `${typeName} "${title}"${locale ? ` (${locale})` : ''}`;
  return `${status === 'draft' ? '.' : '!'} ${entry}, ${status}: ${componentName} ${key || `#${block.id}`}, seen by ${seenBy(block)}`;
};

const ANSWERS: Readonly<Record<string, { readonly choice: Choice | 'stop'; readonly forAll: boolean }>> = {
  f: { choice: 'free', forAll: false },
  F: { choice: 'free', forAll: true },
  u: { choice: 'unpublish', forAll: false },
  U: { choice: 'unpublish', forAll: true },
  s: { choice: 'stop', forAll: false },
};

/** Asks what is to become of each; a capital letter answers for all that follow. Lines that end early stop. */
const createAsk = (lines: AsyncIterator<string>) => {
  let forAll: Choice | undefined;
  return async (block: LimitedBlock): Promise<Choice | 'stop'> => {
    console.log(line(block));
    if (forAll && (forAll === 'free' || block.mayUnpublish)) return forAll;
    const words = block.mayUnpublish
      ? '[f]ree it, [u]npublish its entry, [s]top? F or U answers for all that follow: '
      : '[f]ree it, [s]top? Its entry has no drafts, so it cannot be unpublished: ';
    for (;;) {
      process.stdout.write(`  ${words}`);
      const { value, done } = await lines.next();
      const answer = done ? ANSWERS.s : ANSWERS[String(value).trim()];
      if (!answer || (answer.choice === 'unpublish' && !block.mayUnpublish)) continue;
      if (answer.forAll && answer.choice !== 'stop') forAll = answer.choice;
      return answer.choice;
    }
  };
};

const entryOf = ({ contentType, documentId, locale }: LimitedBlock): string =>
  `${contentType} ${documentId} ${locale ?? ''}`;

/** Does as was chosen, block by block, until somebody stops. */
const carryOut = async (
  blocks: readonly LimitedBlock[],
  choose: (block: LimitedBlock) => Promise<Choice | 'stop'>,
  call: Call,
): Promise<void> => {
  const unpublished = new Set<string>();
  for (const block of blocks) {
    if (unpublished.has(entryOf(block))) continue;
    const choice = await choose(block);
    if (choice === 'stop') return;
    const { component, id, contentType, documentId, locale } = block;
    if (choice === 'free') {
      await call(contentEndpoints.free, { component, id });
      console.log('  everyone sees it now');
    } else if (block.mayUnpublish) {
      await call(contentEndpoints.unpublish, { contentType, documentId, locale });
      unpublished.add(entryOf(block));
      console.log('  its entry is no longer published');
    } else {
      console.log('  its entry has no drafts, so it cannot be unpublished: free or delete the block');
    }
  }
};

const settle = async ({ way, url, token, dryRun }: DetachRequest): Promise<boolean> => {
  const call = createCall(url, token);
  const list = async () => (await call(contentEndpoints.limited, {})).data;
  const all = await list();
  const drafts = all.filter(({ status }) => status === 'draft');
  const published = all.filter(({ status }) => status === 'published');
  for (const block of drafts) console.log(line(block));
  if (drafts.length > 0)
    console.log(
      `${drafts.length} of these stand in drafts, which then show them to everyone once published.`,
    );
  if (way === 'list' || dryRun) {
    for (const block of published) console.log(line(block));
    console.log(`${published.length} published blocks are held back from somebody.`);
    return way !== 'list' && published.length === 0;
  }
  const answers: Interface | undefined =
    way === 'ask' && published.length > 0 ? createInterface({ input: process.stdin }) : undefined;
  try {
    const ask = answers && createAsk(answers[Symbol.asyncIterator]());
    const choose = async (block: LimitedBlock): Promise<Choice | 'stop'> => {
      if (ask) return ask(block);
      console.log(line(block));
      return way === 'unpublish' ? 'unpublish' : 'free';
    };
    await carryOut(published, choose, call);
  } finally {
    answers?.close();
  }
  const left = (await list()).filter(({ status }) => status === 'published').length;
  if (left > 0) console.log(`${left} published blocks are held back from somebody: no field was taken out.`);
  return left === 0;
};

const detach = async (request: DetachRequest): Promise<number> => {
  const app = appIn(request.dir);
  const isSettled = request.way === 'offline' || (await settle(request));
  if (request.way === 'list') return 0;
  if (!isSettled && !request.dryRun) return 1;
  const { changed, unreadable } = detachFields(app, request.dryRun);
  if (changed > 0 && request.way === 'offline')
    console.log(
      'From then on everybody sees what these blocks held back: unpublish what must stay hidden first.',
    );
  return unreadable > 0 ? 1 : 0;
};

/** `attune detach`: answers the exit code. */
export const detachAll = async (args: readonly string[]): Promise<number> => {
  if (args.includes('--help') || args.includes('-h')) {
    console.log(DETACH_USAGE);
    return 0;
  }
  try {
    return await detach(readDetachRequest(args, process.env));
  } catch (error) {
    if (error instanceof CallFault) {
      console.error(error.message);
      return error.status === 401 || error.status === 403 ? 2 : 3;
    }
    const { message, code = '' } = error as Error & { code?: string };
    if (!(error instanceof UsageFault) && !code.startsWith('ERR_PARSE_ARGS')) throw error;
    console.error(`${message}\n\n${DETACH_USAGE}`);
    return 2;
  }
};
