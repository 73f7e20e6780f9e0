// The tutorial on the official Node server: the same scenarios run against it, so they measure the server and not
// themselves.   node reference-server.mjs [--port 5000] [--context /app] [--parser json|msgpack] [--recovery]
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { extname } from 'node:path';
import { parseArgs } from 'node:util';
import { Server } from 'socket.io';

const { values: { port, context, parser, recovery } } = parseArgs({
  options: {
    port: { type: 'string', default: '5000' },
    context: { type: 'string', default: '' },
    parser: { type: 'string', default: 'json' },
    recovery: { type: 'boolean', default: false },
  },
});
const TYPES = { '.html': 'text/html', '.css': 'text/css', '.js': 'text/javascript', '.svg': 'image/svg+xml' };
const webapp = new URL('../../../webapp/', import.meta.url);

const http = createServer(async (request, response) => {
  const path = request.url.replace(/\?.*/, '').slice(context.length);
  if (path === '/push') {
    io.of('/dcenter').emit('dcenter', { data: 'test message!' });
    response.setHeader('Content-Type', 'text/plain').end('done!');
    return;
  }
  const file = path === '/' ? 'index.html' : path.slice(1);
  const body = /^[\w.-]+$/.test(file) && await readFile(new URL(file, webapp)).catch(() => null);
  response.writeHead(body ? 200 : 404, { 'Content-Type': `${TYPES[extname(file)] ?? 'text/plain'};charset=UTF-8` });
  response.end(body || 'Not Found');
});

const io = new Server(http, {
  path: `${context}/socket.io/`,
  allowEIO3: true,
  ...(recovery && { connectionStateRecovery: {} }),
  ...(parser === 'msgpack' && { parser: createRequire(import.meta.url)('socket.io-msgpack-parser') }),
});

io.of('/dcenter').on('connection', (socket) => {
  console.log('client connected.');
  socket.on('my_event', (message, ack) => {
    if (message?.data === undefined) {
      console.error('my_event without data');
      return;
    }
    console.log(message);
    socket.emit('my_response', { data: message.data, count: 1 });
    ack?.();
  });
  socket.on('disconnect', () => console.log('client disconnected.'));
});

// What the tutorial has no use for; the test application of the integration tests has the same events.
const left = new Map();
const answers = new Map();
const conformance = io.of('/conformance').on('connection', (socket) => {
  socket.data.token = socket.handshake.auth.token ?? 'nobody';
  socket.emit('welcome', socket.data.token);
  socket.on('token', (ack) => ack(socket.data.token));
  socket.on('join', (room, ack) => { socket.join(room); ack(); });
  socket.on('leave', (room, ack) => { socket.leave(room); ack(); });
  socket.on('rooms', (ack) => ack([...socket.rooms]));
  socket.on('say', (room, text, ack) => { conformance.to(room).emit('said', text); ack(); });
  socket.on('tell', (rooms, except, othersOnly, text, ack) => {
    (othersOnly ? socket.broadcast : conformance).to(rooms).except(except).emit('said', text);
    ack();
  });
  socket.on('whisper', (room, text, ack) => { conformance.to(room).volatile.emit('whispered', text); ack(); });
  socket.on('show', (room, bytes, ack) => { conformance.to(room).emit('said', bytes); ack(); });
  socket.on('close_room', (room, ack) => { conformance.in(room).socketsLeave(room); ack(); });
  socket.on('members', async (room, ack) => ack((await conformance.in(room).fetchSockets()).length));
  socket.on('binary', (...args) => {
    const ack = args.pop();
    socket.emit('binary', ...args);
    ack(...args);
  });
  socket.on('nothing', (ack) => ack());
  socket.on('one', (ack) => ack('x'));
  socket.on('several', (ack) => ack('one', 2));
  socket.on('list', (ack) => ack(['a', 'b']));
  socket.on('map', (ack) => ack({ k: 'x' }));
  socket.on('bytes', (ack) => ack(Buffer.from([1, 2, 3])));
  socket.on('ask_me', async (text, millis, ack) => {
    const started = Date.now();
    const answer = await socket.timeout(millis).emitWithAck('question', text).catch(() => 'none');
    answers.set(socket.id, { answer, millis: Date.now() - started });
    ack?.(answers.get(socket.id));
  });
  socket.on('last_answer', (id, ack) => ack(answers.get(id)));
  socket.on('kick', (close) => socket.disconnect(close));
  socket.on('reason_of', (id, ack) => ack(left.get(id)?.reason));
  socket.on('rooms_left', (id, ack) => ack(left.get(id).rooms));
  socket.on('disconnecting', (reason) => {
    left.set(socket.id, { reason, rooms: [...socket.rooms].filter((room) => room !== socket.id) });
  });
  socket.on('disconnect', () => socket.join('ghosts'));
});
io.of('/refusing').use((socket, next) => next(Object.assign(new Error('not today'), { data: { retry: 'tomorrow' } })));

http.listen(Number(port), '127.0.0.1', () => console.log(`http://127.0.0.1:${http.address().port}${context}/`));
