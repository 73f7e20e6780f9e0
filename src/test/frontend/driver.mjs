// What every scenario shares: options, the pinned clients, waiting, and the one line of JSON at the end.
// A scenario states what it saw; whether that is right is for the caller to say.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { parseArgs } from 'node:util';

const require = createRequire(import.meta.url);

/** Everything any scenario may be told; a scenario reads what it needs. */
const OPTIONS = {
  url: { type: 'string', default: 'http://127.0.0.1:5000/' },
  client: { type: 'string', default: '4' },
  transport: { type: 'string', default: 'upgrade' },
  transports: { type: 'string' },
  parser: { type: 'string', default: 'json' },
  origin: { type: 'string' },
  scenario: { type: 'string', default: 'tutorial' },
  namespace: { type: 'string', default: '/dcenter' },
  event: { type: 'string', default: 'binary' },
  reply: { type: 'string', default: 'binary' },
  clients: { type: 'string', default: '100' },
  messages: { type: 'string', default: '100' },
  payloads: { type: 'string', default: '10000' },
  seed: { type: 'string', default: '1' },
  screenshot: { type: 'string' },
  scheme: { type: 'string', default: 'light' },
  width: { type: 'string', default: '1200' },
  'client-script': { type: 'string' },
  'served-script': { type: 'string' },
  idle: { type: 'string', default: '0' },
  limit: { type: 'string', default: '30' },
};

export const TRANSPORTS = {
  websocket: ['websocket'],
  polling: ['polling'],
  upgrade: ['polling', 'websocket'],
};

/** Every client over every transport. */
export const cells = () => ['2', '3', '4'].flatMap((client) =>
  Object.keys(TRANSPORTS).map((transport) => ({ name: `node-${client}-${transport}`, client, transport })));

/**
 * Runs a scenario and ends the process: 0 and one line of JSON on standard output, or 1 and a message on standard
 * error when the scenario itself failed, or 3 when it was not done within `--limit` seconds.
 */
export async function observe(scenario) {
  const { values: options } = parseArgs({ options: OPTIONS });
  if (!(options.transport in TRANSPORTS)) {
    return fail(1, `transport: ${options.transport} (expected: ${Object.keys(TRANSPORTS).join(', ')})`);
  }
  options.url = new URL(options.url.replace(/\/?$/, '/'));
  if (options.url.protocol === 'https:') {
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';   // certificates of tests have signed themselves
  }
  setTimeout(() => fail(3, `not done within ${options.limit} s; ${waiting.size} waits open: ${[...waiting].join(', ')}`),
    1000 * options.limit).unref();
  process.on('unhandledRejection', (reason) => fail(1, reason?.stack ?? String(reason)));
  const started = performance.now();
  try {
    const seen = await scenario(options);
    const line = JSON.stringify({ ...seen, millis: Math.round(performance.now() - started) });
    process.stdout.write(line + '\n', () => process.exit(0));
  } catch (failure) {
    fail(1, failure.stack);
  }
}

function fail(status, message) {
  process.stderr.write(`${message}\n`, () => process.exit(status));
}

/** The version behind an alias such as `2`. */
export function clientVersion(client) {
  return JSON.parse(readFileSync(new URL(`node_modules/socket.io-client-${client}/package.json`, import.meta.url))).version;
}

/** The script a browser would load for an alias such as `2`. */
export function clientScript(client) {
  return readFileSync(new URL(`node_modules/socket.io-client-${client}/dist/socket.io.js`, import.meta.url), 'utf8');
}

/** A client that connects on its own connection and writes down every event it gets, in order. */
export function open({ url, client, transport, parser, origin }, namespace = '/dcenter', more = {}) {
  const io = require(`socket.io-client-${client}`);
  const socket = io(url.origin + namespace, {
    path: `${url.pathname}socket.io/`,
    transports: TRANSPORTS[transport],
    forceNew: true,
    reconnection: false,
    ...(url.protocol === 'https:' && { rejectUnauthorized: false }),   // client 2 does not look at the variable
    ...(parser === 'msgpack' && { parser: require('socket.io-msgpack-parser') }),
    ...(origin && { extraHeaders: { Origin: origin } }),   // as a browser adds it
    ...more,
  });
  const seen = { events: [], disconnects: [], errors: [] };
  const dispatch = socket.onevent;
  socket.onevent = (packet) => {   // the only hook before the handlers that all three clients have
    const [event, ...args] = packet.data;
    seen.events.push({ event, args });
    dispatch.call(socket, packet);
  };
  socket.on('disconnect', (reason) => seen.disconnects.push(reason));
  for (const event of ['error', 'connect_error']) {   // a refusal is the former for client 2, the latter for the others
    socket.on(event, (error) => seen.errors.push({ event, ...asRefusal(error) }));
  }
  return Object.assign(seen, {
    socket,
    transport: () => socket.io.engine?.transport?.name,
    events: seen.events,
    named: (event) => seen.events.filter((e) => e.event === event),
    /** Resolves with the arguments of the acknowledgement. */
    call: (event, ...args) => within(5000, `ack of ${event}`,
      new Promise((done) => socket.emit(event, ...args, (...answer) => done(answer)))),
    /** Connected and, if it was to be upgraded, upgraded. */
    async ready() {
      await until('connect', () => socket.connected || failed(seen));
      if (transport === 'upgrade') {
        await until('upgrade to websocket', () => this.transport() === 'websocket');
      }
      return this;
    },
    close: () => socket.close(),
  });
}

/** The older protocol revision sends either the message, a bare string, or the data in place of it. */
function asRefusal(error) {
  if (typeof error === 'string') {
    return { message: error, data: null };
  }
  return error.message === undefined ? { message: null, data: error } : { message: error.message, data: error.data ?? null };
}

function failed({ errors }) {
  if (errors.length > 0) {
    throw new Error(`could not connect: ${JSON.stringify(errors)}`);
  }
  return false;
}

/** GET /push as a back end would call it. */
export async function push(url) {
  const response = await fetch(new URL('push', url));
  return { status: response.status, body: await response.text(), type: response.headers.get('content-type') };
}

export const sleep = (millis) => new Promise((done) => setTimeout(done, millis));

const waiting = new Set();

/** Waits for a condition and gives up with its name. */
export async function until(what, condition, millis = 10_000) {
  waiting.add(what);
  const end = performance.now() + millis;
  for (;;) {
    const value = await condition();
    if (value) {
      waiting.delete(what);
      return value;
    }
    if (performance.now() > end) {
      throw new Error(`waited ${millis} ms in vain for: ${what}`);
    }
    await sleep(5);
  }
}

/** The promise's value, or a failure with the name of what was waited for. */
export function within(millis, what, promise) {
  return Promise.race([promise, sleep(millis).then(() => { throw new Error(`waited ${millis} ms in vain for: ${what}`); })]);
}

/** The milliseconds an action takes. */
export async function timed(action) {
  const started = performance.now();
  await action();
  return Math.round(performance.now() - started);
}

/** Buffers and ArrayBuffers, at any depth, as `{"bytes": "<base64>"}`. */
export function printable(value) {
  if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) {
    return { bytes: Buffer.from(value.buffer ?? value, value.byteOffset ?? 0, value.byteLength).toString('base64') };
  }
  if (Array.isArray(value)) {
    return value.map(printable);
  }
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, printable(entry)]));
  }
  return value;
}
