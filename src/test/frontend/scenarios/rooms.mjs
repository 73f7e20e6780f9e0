// Rooms of --namespace, through the events join, leave, close_room, say (room, text) and rooms.
import { open, sleep } from '../driver.mjs';

export default async function rooms(options) {
  const red = `red-${options.client}-${options.transport}`;   // every cell has its own
  const names = ['a', 'b', 'stranger'];
  const clients = Object.fromEntries(await Promise.all(
    names.map(async (name) => [name, await open(options, options.namespace).ready()])));
  const { a, b, stranger } = clients;
  const heard = async (speak) => {
    const before = names.map((name) => clients[name].named('said').length);
    await speak();
    await sleep(200);
    return names.filter((name, i) => clients[name].named('said').length > before[i]);
  };

  await a.call('join', red);
  await b.call('join', red);
  const roomsOfA = (await a.call('rooms'))[0].map((room) => (room === a.socket.id ? 'own id' : room.replace(/-.*/, ''))).sort();
  const afterJoin = await heard(() => stranger.call('say', red, 'one'));
  await a.call('leave', red);
  const afterLeave = await heard(() => stranger.call('say', red, 'two'));
  await a.call('join', red);
  await stranger.call('close_room', red);
  const afterClose = await heard(() => stranger.call('say', red, 'three'));
  const connected = names.filter((name) => clients[name].socket.connected);
  await b.call('join', red);
  const idOfB = b.socket.id;
  b.close();
  await sleep(300);
  const [membersAfterDisconnect] = await a.call('members', red);
  const [roomsOfB] = await a.call('rooms_left', idOfB);
  const [ghosts] = await a.call('members', 'ghosts');
  a.close();
  stranger.close();
  return { roomsOfA, afterJoin, afterLeave, afterClose, connectedAfterClose: connected, membersAfterDisconnect,
    roomsLeft: roomsOfB.map((room) => room.replace(/-.*/, '')), ghosts };
}
