import { Readable } from 'node:stream';

import { PluginError, segmentsEndpoints, type ShownImport } from '../../../../plugin/src';
import type { Clock, Transact, Tx } from '../../ports';
import type { Audit } from '../../privacy';
import { serve, type Call, type Served } from '../../strapi/endpoints';
import { lineOf, staticListId, type Imports, type Segment, type SegmentImport, type Segments } from '..';
import type { Export } from '../lists/export';
import { spool } from './spool';

/** What a static segment asks of profiles. */
export interface ListPeople {
  lock(tx: Tx, id: string): Promise<{ readonly id: string } | undefined>;
  setList(tx: Tx, id: string, listId: string): Promise<boolean>;
  removeList(tx: Tx, id: string, listId: string): Promise<boolean>;
}

interface Needs {
  readonly segments: Segments;
  readonly imports: Imports;
  readonly exports: Export;
  readonly people: ListPeople;
  /** Writes down who did what. */
  readonly note: Audit['note'];
  readonly transact: Transact;
  readonly now: Clock;
}

/** Enough to see what is wrong with a file. */
const FIRST_REFUSED = 20;

const shown = ({
  segmentId,
  actor: _actor,
  updatedAt: _updatedAt,
  columns,
  ...one
}: SegmentImport): ShownImport => ({
  ...one,
  segment: segmentId,
  columns: columns.map((column) => ({ ...column })),
});

const asFile = ({ ctx }: Call, name: string): void => {
  ctx.set('Content-Type', 'text/csv; charset=utf-8');
  ctx.set('Content-Disposition', `attachment; filename="${name}.csv"`);
  ctx.set('Cache-Control', 'no-store');
};

export const listsServed = (needs: Needs): readonly Served[] => {
  const { segments, imports, exports, people, note, transact, now } = needs;
  const found = async (id: string): Promise<Segment> => (await segments.view(id)).segment;

  const change = async (
    id: string,
    profileId: string,
    work: (tx: Tx, living: string, listId: string) => Promise<boolean>,
  ) => {
    const segment = await found(id);
    if (segment.kind !== 'static') {
      throw new PluginError('conflict', 'Only a static segment takes people by hand.');
    }
    return transact(async (tx) => {
      const living = await people.lock(tx, profileId);
      if (!living) throw new PluginError('not-found', 'There is nobody of this id.');
      return {
        data: { profileId: living.id, changed: await work(tx, living.id, staticListId(segment.key)) },
      };
    });
  };

  return [
    serve(segmentsEndpoints.import, async ({ id, traits = '' }, call) => {
      const segment = await found(id);
      const wanted = traits
        .split(',')
        .map((name) => name.trim())
        .filter((name) => name !== '');
      const started = await imports.start(segment, await spool(call.ctx), wanted, call.actor);
      await note(call.actor, 'import', segment.key, { bytes: started.bytes });
      return { data: shown(started) };
    }),
    serve(segmentsEndpoints.imports, async ({ id }) => ({
      data: (await imports.list((await found(id)).id)).map(shown),
    })),
    serve(segmentsEndpoints.cancelImport, async ({ importId }) => ({
      data: shown(await imports.cancel(importId)),
    })),
    serve(segmentsEndpoints.firstRefused, async ({ importId }, call) => {
      const maySee = call.may('people.read');
      const rows = await imports.firstRefused(importId, FIRST_REFUSED);
      return { data: rows.map((row) => ({ ...row, value: maySee ? row.value : null })) };
    }),
    serve(segmentsEndpoints.refusedRows, async ({ importId }, call) => {
      const maySee = call.may('people.read');
      const cells = (line: string, value: string | null, reason: string) =>
        lineOf(maySee ? [line, value ?? '', reason] : [line, reason]);
      async function* lines(): AsyncGenerator<string> {
        yield cells('line', 'value', 'reason');
        for await (const rows of imports.refused(importId)) {
          yield rows.map(({ line, value, reason }) => cells(String(line), value, reason)).join('');
        }
      }
      const pieces = lines();
      const first = await pieces.next();
      asFile(call, `refused-${importId}`);
      call.ctx.body = Readable.from(
        (async function* () {
          yield first.value as string;
          yield* pieces;
        })(),
      );
    }),
    serve(segmentsEndpoints.addPerson, ({ id, profileId }) => change(id, profileId, people.setList)),
    serve(segmentsEndpoints.removePerson, ({ id, profileId }) => change(id, profileId, people.removeList)),
    serve(segmentsEndpoints.export, async ({ id }, call) => {
      const { segment, atMost, fault, broken, size: onScreen } = await segments.view(id);
      if (broken) throw new PluginError('conflict', `There is nobody to write down. ${fault ?? ''}`.trim());
      const at = now();
      const size = await exports.size(segment, at);
      if (atMost && size === 0 && onScreen > 0) {
        throw new PluginError(
          'conflict',
          'Only the request decides who is in: there is nobody to write down.',
        );
      }
      await note(call.actor, 'export segment', segment.key, { people: size });
      asFile(call, segment.key);
      call.ctx.set('Attune-Size', String(size));
      call.ctx.set('Attune-As-Of', String(at));
      call.ctx.body = Readable.from(exports.lines(segment, at));
    }),
  ];
};
