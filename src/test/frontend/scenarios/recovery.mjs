// A client of --namespace loses its connection, misses some events and comes back: what it heard, in order. --event is
// what it hears before: nothing, said (an event) or whispered (a volatile one, whose last argument is a text).
import { open, printable, sleep, until } from '../driver.mjs';

export default async function recovery(options) {
  const speaker = await open({ ...options, transport: 'websocket' }, options.namespace).ready();
  const client = await open(options, options.namespace).ready();
  const { socket } = client;
  const heard = [];
  socket.on('said', (what) => heard.push(printable(what)));
  socket.on('whispered', (what) => heard.push(what));
  await client.call('join', 'red');
  const before = { id: socket.id, recovered: socket.recovered };
  if (options.event === 'said') {
    await speaker.call('say', 'red', 'before');
    await until('event before', () => heard.length > 0);
  }
  for (let i = 0; i < 100 && options.event === 'whispered' && heard.length === 0; i++) {
    await speaker.call('whisper', 'red', 'quiet');   // may be dropped
    await sleep(20);
  }
  const heardBefore = heard.splice(0);

  breakConnection(socket.io.engine);
  await until('disconnect', () => !socket.connected);
  await speaker.call('say', 'red', 'missed 1');
  await speaker.call('whisper', 'red', 'volatile');
  await speaker.call('show', 'red', Buffer.from([1, 2, 3]));
  await speaker.call('say', 'blue', 'for others');
  await speaker.call('say', 'red', 'missed 2');
  socket.connect();
  await until('connect', () => socket.connected);
  const after = { sameId: socket.id === before.id, recovered: socket.recovered };
  const [rooms] = await client.call('rooms');
  await speaker.call('say', 'red', 'after');
  await until('event after', () => heard.includes('after'));
  client.close();
  speaker.close();
  return { recoveredAtFirst: before.recovered ?? false, heardBefore, ...after, heard, inRed: rooms.includes('red') };
}

/** Over WebSocket as a lost network does it, without a close frame; over polling without the close packet. */
function breakConnection(engine) {
  if (engine.transport.ws) {
    engine.transport.ws.terminate();
  } else {
    engine.transport.write = () => {};
    engine.close();
  }
}
