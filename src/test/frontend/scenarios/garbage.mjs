// Thousands of broken payloads from throwaway connections, by polling and by websocket, while one good client goes on
// counting. The same --seed sends the same payloads.
import WebSocket from 'ws';
import { open, sleep } from '../driver.mjs';

const VALID = ['40', '40/dcenter,', '40/dcenter,{"token":"x"}', '41/dcenter,', '42/dcenter,["my_event",{"data":"x"}]',
  '42/dcenter,7["my_event",{"data":"x"}]', '43/dcenter,7[]', '44/dcenter,{"message":"x"}',
  '451-/dcenter,["my_event",{"data":{"_placeholder":true,"num":0}}]', '461-/dcenter,3[{"_placeholder":true,"num":0}]',
  'bAQIDBA==', '2', '3', '2probe', '5', '6', '0{}'];
const STACK_TRACE = /\bat [\w.$/]+\(.*?\)|\.java:\d+|\w+Exception\b|\bat .*\.m?js:\d+/;

export default async function garbage(options) {
  const random = mulberry32(Number(options.seed));
  const payloads = Number(options.payloads);
  const good = await open({ ...options, transport: 'websocket' }).ready();
  const goodBeats = beat(good);

  const seen = { statuses: {}, closeCodes: {}, upgradesRefused: 0, leaks: [], failures: {} };
  let left = payloads;
  const workers = Array.from({ length: 8 }, async (_, i) => {
    while (left > 0) {
      const victim = i % 2 === 0 ? pollingVictim : websocketVictim;
      const sent = await victim(options.url, random, seen);
      left -= sent;   // not `left -= await …`, which would read `left` before the wait
    }
  });
  await Promise.all(workers);
  const goodClient = await goodBeats.stop();
  good.close();
  return { seed: Number(options.seed), payloads: payloads - left, ...seen, goodClient };
}

/** One session; garbage is posted to it until the server has had enough. Returns the number of payloads sent. */
async function pollingVictim(url, random, seen) {
  const endpoint = new URL(`socket.io/?EIO=${random() < 0.8 ? 4 : 3}&transport=polling`, url);
  const opened = await request(endpoint, {}, seen);
  const sid = /"sid":"([^"]+)"/.exec(opened?.body ?? '')?.[1] ?? 'unknown';
  endpoint.searchParams.set('sid', sid);
  let sent = 0;
  while (sent < 5) {
    const answer = await request(endpoint, { method: 'POST', body: broken(random), headers: { 'content-type': 'text/plain' } }, seen);
    sent++;
    if (answer?.status !== 200) {
      break;
    }
  }
  await request(endpoint, { method: 'POST', body: '1' }, seen);   // leaves no session behind that waits for its timeout
  return sent;
}

async function request(url, init, seen) {
  try {
    const response = await fetch(url, { ...init, signal: AbortSignal.timeout(5000) });
    const body = await response.text();
    count(seen.statuses, `${init.method ?? 'GET'} ${response.status}`);
    if (STACK_TRACE.test(body) && seen.leaks.length < 5) {
      seen.leaks.push(body.slice(0, 4000));
    }
    return { status: response.status, body };
  } catch (failure) {
    count(seen.failures, `${init.method ?? 'GET'} ${failure.cause?.code ?? failure.name}`);
    return undefined;
  }
}

/** One connection; ten frames, text and binary, or until the server closes it. Returns the number of payloads sent. */
function websocketVictim(url, random, seen) {
  const endpoint = new URL(`socket.io/?EIO=${random() < 0.8 ? 4 : 3}&transport=websocket`, url);
  endpoint.protocol = endpoint.protocol.replace('http', 'ws');
  return new Promise((done) => {
    let sent = 0;
    const socket = new WebSocket(endpoint);
    const tooLong = setTimeout(() => socket.terminate(), 2000);
    socket.on('unexpected-response', (request, response) => {
      seen.upgradesRefused++;
      response.resume();
      request.destroy();
      done(1);
    });
    socket.on('open', async () => {
      while (sent < 10 && socket.readyState === WebSocket.OPEN) {
        socket.send(broken(random), { binary: random() < 0.3 });
        sent++;
        await sleep(1);
      }
      socket.close();
    });
    socket.on('message', (data) => {
      if (STACK_TRACE.test(String(data)) && seen.leaks.length < 5) {
        seen.leaks.push(String(data).slice(0, 4000));
      }
    });
    socket.on('error', () => {});
    socket.on('close', (code) => {
      clearTimeout(tooLong);
      count(seen.closeCodes, code);
      done(Math.max(sent, 1));
    });
  });
}

/** The good client: one numbered event every 20 ms, each to be answered in order. */
function beat({ socket, disconnects }) {
  const answers = [];
  let sent = 0;
  let slowestMillis = 0;
  let wrongAnswers = 0;
  socket.on('my_response', ({ data }) => answers.push(data));
  const timer = setInterval(() => {
    const started = performance.now();
    socket.emit('my_event', { data: `beat ${sent++}` }, () => {
      slowestMillis = Math.max(slowestMillis, performance.now() - started);
    });
  }, 20);
  return {
    async stop() {
      clearInterval(timer);
      for (let i = 0; i < 100 && answers.length < sent; i++) {
        await sleep(20);
      }
      wrongAnswers = answers.filter((answer, i) => answer !== `beat ${i}`).length;
      return { sent, answered: answers.length, wrongAnswers, slowestMillis: Math.round(slowestMillis), disconnects: [...disconnects] };
    },
  };
}

/** A payload that is wrong in one of the ways a hostile or broken peer is wrong; some are still valid. */
function broken(random) {
  const below = (n) => Math.floor(random() * n);
  const noise = (n) => Buffer.from(Array.from({ length: n }, () => below(256)));
  const packet = VALID[below(VALID.length)];
  switch (below(8)) {
    case 0: return noise(below(200));
    case 1: return noise(below(200)).toString('latin1');
    case 2: return packet.slice(0, below(packet.length));
    case 3: return splice(packet, below(packet.length), String.fromCharCode(below(0x3000)), below(3));
    case 4: return [packet, VALID[below(VALID.length)]].join(['\x1e', '', '\x1e\x1e', ':'][below(4)]);
    case 5: return ['[', '{"a":', '42', '\x1e', '9', '-', '/'][below(7)].repeat(below(random() < 0.02 ? 100_000 : 300));
    case 6: return `${below(1e9)}:${packet}`;
    default: return splice(packet, below(packet.length), String(below(1e12)), 0);
  }
}

const splice = (text, at, insert, remove) => text.slice(0, at) + insert + text.slice(at + remove);
const count = (histogram, key) => { histogram[key] = (histogram[key] ?? 0) + 1; };

/** A small seeded generator; Math.random cannot be repeated. */
function mulberry32(seed) {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
