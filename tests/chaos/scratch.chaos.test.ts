import { expect, it } from 'vitest';
import { raceMails } from '../support/mail-race';
it('scratch', { timeout: 1_800_000 }, async () => {
  const { effects, missing, twice, running } = await raceMails({ mails: 400, kills: 10, drawnOut: true, busy: 0.04, processes: 1 });
  console.log(effects, missing.length, twice, running);
  expect(running).toBe(0);
});
