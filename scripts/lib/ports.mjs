import { createServer } from 'node:net';

const canListen = (port, host) =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, host, () => server.close(() => resolve(true)));
  });

/** Throws one clear line for every port that somebody else holds. `wanted` is `{ VARIABLE: port }`. */
export const checkPorts = async (wanted, host) => {
  const taken = [];
  for (const [variable, port] of Object.entries(wanted)) {
    if (!(await canListen(port, host))) {
      taken.push(
        `Port ${port} is in use. End what holds it, or choose another: ${variable}=${port + 1} npm start`,
      );
    }
  }
  if (taken.length > 0) throw new Error(taken.join('\n'));
};

/** Ports that are free now, as many as asked for. */
export const freePorts = async (count, host = '127.0.0.1') => {
  const servers = [];
  for (let i = 0; i < count; i += 1) {
    const server = createServer();
    await new Promise((resolve, reject) => server.once('error', reject).listen(0, host, resolve));
    servers.push(server);
  }
  const ports = servers.map((server) => server.address().port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
};
