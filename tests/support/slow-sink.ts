import type { AddressInfo, Socket } from 'node:net';

import { SMTPServer } from 'smtp-server';

/** A server that takes a moment to answer: long enough for a kill to fall between its 250 and our commit. */
const ANSWER_MS = 15;

/**
 * `isBusy` says when the server turns a mail away for now: half of them at the recipient, half after the last byte of the
 * mail, when it has all been handed over and yet is not taken. `isCut` says when it hangs up there without a word.
 */
export const startSlowSink = async (
  received: Map<string, number>,
  cut: Set<string>,
  isBusy: () => boolean,
  isCut: () => boolean,
) => {
  const sockets = new Map<number | undefined, Socket>();
  const turnedAway = (done: (error: Error) => void): void =>
    done(Object.assign(new Error('busy, come again'), { responseCode: 451 }));
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onRcptTo(_address, _session, done) {
      if (isBusy()) turnedAway(done);
      else done();
    },
    onData(stream, session, done) {
      stream.resume();
      stream.on('end', () => {
        if (isBusy()) {
          turnedAway(done);
          return;
        }
        const addresses = session.envelope.rcptTo.map(({ address }) => address);
        const take = (): void => {
          for (const address of addresses) received.set(address, (received.get(address) ?? 0) + 1);
        };
        if (!isCut()) {
          take();
          setTimeout(done, ANSWER_MS);
          return;
        }
        for (const address of addresses) cut.add(address);
        if (cut.size % 2 === 0) take();
        sockets.get(session.remotePort)?.destroy();
      });
    },
  });
  server.on('error', () => undefined);
  server.server.on('connection', (socket: Socket) => {
    const { remotePort } = socket;
    sockets.set(remotePort, socket);
    socket.on('close', () => sockets.delete(remotePort));
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', () => ready()));
  return {
    port: (server.server.address() as AddressInfo).port,
    stop: () => new Promise<void>((done) => server.close(() => done())),
  };
};
