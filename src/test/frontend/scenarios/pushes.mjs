// Many pushes to many clients: back ends that each keep one connection and wait for each answer, viewers that speak the
// protocol over WebSocket themselves, for there are too many of them for the real client.
import { Agent, request } from 'node:http';
import { WebSocket } from 'ws';
import { until } from '../driver.mjs';

const CALLERS = 8;

export default async function pushes({ url, clients, messages }) {
  const each = Math.floor(messages / CALLERS);
  const seen = { connected: 0, received: 0, outOfOrder: 0, closed: 0 };
  const viewers = Array.from({ length: Number(clients) }, () => view(url, seen));
  await until('all viewers', () => seen.connected === viewers.length, 30_000);
  const started = performance.now();
  const answers = await Promise.all(Array.from({ length: CALLERS }, (_, caller) => call(url, caller, each)));
  const pushedMillis = Math.round(performance.now() - started);
  await until('all events', () => seen.received >= CALLERS * each * viewers.length || seen.closed > 0, 100_000)
    .catch(() => {});
  const deliveredMillis = Math.round(performance.now() - started);
  const result = {
    ...seen,
    callers: CALLERS,
    connections: answers.reduce((sum, { connections }) => sum + connections, 0),
    accepted: answers.reduce((sum, { accepted }) => sum + accepted, 0),
    pushedMillis,
    deliveredMillis,
  };
  viewers.forEach((viewer) => viewer.terminate());
  return result;
}

function view(url, seen) {
  const socket = new WebSocket(`ws://${url.host}${url.pathname}socket.io/?EIO=4&transport=websocket`, { perMessageDeflate: false });
  const next = Array(CALLERS).fill(0);
  socket.on('message', (data) => {
    const packet = data.toString();
    if (packet.startsWith('42')) {
      const [, caller, n] = JSON.parse(packet.slice('42/dcenter,'.length));
      seen.received++;
      if (next[caller]++ !== n) {
        seen.outOfOrder++;
      }
    } else if (packet.startsWith('0')) {
      socket.send('40/dcenter,');
    } else if (packet.startsWith('40')) {
      seen.connected++;
    } else if (packet === '2') {
      socket.send('3');
    }
  });
  socket.on('error', () => {});
  socket.on('close', () => seen.closed++);
  return socket;
}

/** One back end: the next push when the last one is answered. */
async function call(url, caller, pushes) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const connections = new Set();
  let accepted = 0;
  for (let n = 0; n < pushes; n++) {
    const body = JSON.stringify({ namespace: '/dcenter', event: 'line', args: [caller, n] });
    accepted += await new Promise((done, failed) => {
      const call = request(new URL('push', url), { agent, method: 'POST', headers: { 'Content-Type': 'application/json' } },
        (answer) => answer.resume().on('end', () => done(answer.statusCode === 202 ? 1 : 0)));
      call.on('socket', (socket) => connections.add(socket)).on('error', failed).end(body);
    });
  }
  agent.destroy();
  return { accepted, connections: connections.size };
}
