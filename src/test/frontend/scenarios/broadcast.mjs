// Whom an event of --namespace reaches, told by the event tell (rooms, except, others only, text).
import { open } from '../driver.mjs';

export default async function broadcast(options) {
  const cell = `${options.client}-${options.transport}`;   // others broadcast to the same namespace at the same time
  const [red, blue] = [`red-${cell}`, `blue-${cell}`];
  const names = ['a', 'b', 'c'];
  const clients = Object.fromEntries(await Promise.all(
    names.map(async (name) => [name, await open(options, options.namespace).ready()])));
  const { a, b, c } = clients;
  await a.call('join', red);
  await b.call('join', red);
  await b.call('join', blue);

  let told = 0;
  const heard = async (rooms, except, othersOnly) => {
    const text = `${cell} ${told++}`;
    await a.call('tell', rooms, except, othersOnly, text);
    await Promise.all(names.map((name) => clients[name].call('nothing')));   // its answer comes behind the event
    return names.flatMap((name) => clients[name].named('said').filter(({ args }) => args[0] === text).map(() => name)).join('');
  };
  const seen = {
    everybody: await heard([], [], false),
    others: await heard([], [], true),
    exceptOneRoom: await heard([], [red], true),
    exceptMany: await heard([], [blue, c.socket.id], false),
    room: await heard([red], [], false),
    rooms: await heard([red, blue], [], false),
    othersInARoom: await heard([red], [], true),
    roomExceptRoom: await heard([red], [blue], false),
    socket: await heard([c.socket.id], [], false),
  };
  names.forEach((name) => clients[name].close());
  return seen;
}
