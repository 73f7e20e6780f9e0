// Many clients, over all transports in turn, each from an address and with cookies of its own: what became of each.
// With --idle, each is silent for that many seconds before its last event.
// --client 2,3,4 makes them of all versions in turn; only 4 keeps cookies. --transports may leave out some.
import http from 'node:http';
import https from 'node:https';
import { open, sleep, TRANSPORTS, until } from '../driver.mjs';

const EVENTS = 10;

export default async function crowd(options) {
  const versions = options.client.split(',');
  const transports = options.transports?.split(',') ?? Object.keys(TRANSPORTS);
  const clients = await Promise.all(Array.from({ length: Number(options.clients) }, (_, i) => visit({
    ...options,
    client: versions[i % versions.length],
    transport: transports[Math.floor(i / versions.length) % transports.length],
  }, `127.0.0.${2 + i % 250}`)));
  return { clients };
}

/** Connects, is upgraded, has its events acknowledged, and leaves. */
async function visit(options, localAddress) {
  const { Agent } = options.url.protocol === 'https:' ? https : http;
  const agent = new Agent({ localAddress, keepAlive: true });
  const client = open(options, '/dcenter', { agent, withCredentials: true, rememberUpgrade: false });
  const failures = [];
  client.socket.io.on('close', (reason, details) => reason !== 'forced close' && reason !== 'io client disconnect'
    && failures.push([reason, details?.context?.responseText].filter(Boolean).join(': ')));
  let acks = 0;
  try {
    await until('connect', () => client.socket.connected || failures.length > 0 || client.errors.length > 0);
    for (let i = 0; i < EVENTS && client.socket.connected; i++) {
      if (i === EVENTS - 1) {
        await sleep(1000 * options.idle);
      }
      client.socket.emit('my_event', { data: i }, () => acks++);
      await sleep(20);
    }
    await until('acknowledgements', () => acks === EVENTS || !client.socket.connected);
    if (options.transport === 'upgrade') {
      await until('upgrade', () => client.transport() === 'websocket' || !client.socket.connected);
    }
  } catch (timeout) {
    failures.push(timeout.message);
  }
  const seen = {
    client: options.client,
    transport: options.transport,
    address: localAddress,
    ended: client.transport(),
    acks,
    responses: client.named('my_response').map(({ args }) => args[0].data),
    failures: [...failures, ...client.errors.map(({ message }) => message)],
  };
  client.close();
  agent.destroy();
  return seen;
}
