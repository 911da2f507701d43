import type { AddressInfo, Socket } from 'node:net';
import { createServer } from 'node:net';

import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterEach, describe, expect, it } from 'vitest';

import type { OutgoingMail } from '../../../../plugin/src';
import { smtpOptions } from './definition';
import { openSmtp } from './smtp-transport';

const mail: OutgoingMail = {
  messageId: '<abc@shop.example>',
  from: 'Shop <shop@shop.example>',
  to: 'ada@example.com',
  subject: 'Hello',
  html: '<p>Hello</p>',
  text: 'Hello',
  headers: { 'List-Unsubscribe': '<https://shop.example/u>' },
};

const closers: (() => Promise<unknown> | void)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

const transportTo = (port: number) => {
  const transport = openSmtp(smtpOptions.parse({ host: '127.0.0.1', port, connectionTimeout: 2_000 }));
  closers.push(() => transport.close());
  return transport;
};

const serve = async (options: SMTPServerOptions = {}): Promise<{ port: number; received: string[] }> => {
  const received: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onData(stream, _session, done) {
      let text = '';
      stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
      stream.on('end', () => {
        received.push(text);
        done();
      });
    },
    ...options,
  });
  server.on('error', () => undefined);
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', () => ready()));
  closers.push(() => new Promise<void>((done) => server.close(() => done())));
  return { port: (server.server.address() as AddressInfo).port, received };
};

const refusing = (responseCode: number) => Object.assign(new Error('no'), { responseCode });

describe('the SMTP transport', () => {
  it('hands a mail over with its Message-ID and headers', async () => {
    const { port, received } = await serve();
    expect(await transportTo(port).send(mail)).toEqual({ outcome: 'sent' });
    expect(received[0]).toContain('Message-ID: <abc@shop.example>');
    expect(received[0]).toContain('List-Unsubscribe: <https://shop.example/u>');
  });

  it('waits where the server says later, and gives up where it says never', async () => {
    const later = await serve({ onRcptTo: (_to, _session, done) => done(refusing(451)) });
    expect(await transportTo(later.port).send(mail)).toMatchObject({
      outcome: 'retry',
      reason: expect.stringMatching(/^smtp 451/),
    });
    const never = await serve({ onRcptTo: (_to, _session, done) => done(refusing(550)) });
    expect(await transportTo(never.port).send(mail)).toMatchObject({
      outcome: 'failed',
      reason: expect.stringMatching(/^smtp 550/),
    });
    const afterData = await serve({
      onData(stream, _session, done) {
        stream.resume();
        stream.on('end', () => done(refusing(554)));
      },
    });
    expect(await transportTo(afterData.port).send(mail)).toMatchObject({ outcome: 'failed' });
  });

  it('waits when nobody listens, and when the log-in is refused', async () => {
    const { port } = await serve({ onConnect: (_session, done) => done(refusing(421)) });
    expect(await transportTo(port).send(mail)).toMatchObject({ outcome: 'retry' });
    expect(await transportTo(1).send(mail)).toMatchObject({ outcome: 'retry' });
    await expect(transportTo(1).verify()).rejects.toThrow('cannot be reached');
  });

  it('does not know when the line is cut after the mail, and knows when it is cut before', async () => {
    const cutAt = (line: RegExp, inData: boolean) =>
      new Promise<number>((ready) => {
        const sockets = new Set<Socket>();
        const server = createServer((socket) => {
          sockets.add(socket);
          let data = false;
          socket.on('error', () => undefined);
          socket.write('220 hi\r\n');
          socket.on('data', (chunk) => {
            const text = chunk.toString();
            if (data ? inData && text.includes('\r\n.\r\n') : line.test(text)) return void socket.destroy();
            if (data) return;
            if (/^EHLO/.test(text)) socket.write('250 hi\r\n');
            else if (/^(MAIL|RCPT)/.test(text)) socket.write('250 ok\r\n');
            else if (/^DATA/.test(text)) {
              data = true;
              socket.write('354 go\r\n');
            }
          });
        });
        closers.push(() => {
          for (const socket of sockets) socket.destroy();
          return new Promise<void>((done) => server.close(() => done()));
        });
        server.listen(0, '127.0.0.1', () => ready((server.address() as AddressInfo).port));
      });
    expect(await transportTo(await cutAt(/^RCPT/, false)).send(mail)).toMatchObject({ outcome: 'retry' });
    expect(await transportTo(await cutAt(/^DATA/, false)).send(mail)).toMatchObject({ outcome: 'retry' });
    expect(await transportTo(await cutAt(/^never/, true)).send(mail)).toMatchObject({ outcome: 'unknown' });
  });

  it('tells where it sends without telling a secret', () => {
    const transport = openSmtp(smtpOptions.parse({ url: 'smtps://user:secret@mail.example' }));
    expect(transport.target).toBe('mail.example:465');
    expect(smtpOptions.safeParse({}).success).toBe(false);
    expect(smtpOptions.safeParse({ url: 'http://mail.example' }).success).toBe(false);
  });
});
