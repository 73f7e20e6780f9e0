// An operator's page, as the protocol has it: refused, let in, told of a socket that comes, is put into a room, says
// something and is disconnected.
import { open, until } from '../driver.mjs';

export default async function admin(options) {
  const operator = (auth) => open(options, '/admin', { auth });
  const stranger = operator({ username: 'admin', password: 'wrong' });
  await until('refusal', () => stranger.errors.length > 0);
  stranger.close();

  const page = await operator({ username: 'admin', password: 'changeit' }).ready();
  await until('all sockets', () => page.named('all_sockets').length > 0);
  const first = page.events.map(({ event }) => event).filter((event) => /session|config|all_sockets/.test(event));
  const again = await operator({ sessionId: page.named('session')[0].args[0] }).ready();
  again.close();

  const client = await open(options).ready();
  const { id } = client.socket;
  const told = () => page.events.filter(({ event, args }) => event !== 'all_sockets' && JSON.stringify(args).includes(id)
    && event !== 'socket_updated');
  await until('socket_connected', () => told().some(({ event }) => event === 'socket_connected'));
  page.socket.emit('join', '/dcenter', 'red', id);
  await until('room_joined', () => told().some(({ args }) => args[1] === 'red'));
  client.socket.emit('my_event', { data: 'hello' });
  await until('event_sent', () => told().some(({ event }) => event === 'event_sent'));
  page.socket.emit('_disconnect', '/dcenter', false, id);
  await until('disconnect', () => client.disconnects.length > 0);
  await until('rooms left', () => told().filter(({ event }) => event === 'room_left').length === 2);
  const stats = () => page.named('server_stats').map(({ args }) => args[0]);
  const sent = ({ aggregatedEvents }) => aggregatedEvents.find(({ type }) => type === 'bytesOut')?.count;
  await until('numbers', () => stats().some(sent));
  page.close();
  client.close();
  return {
    refusal: stranger.errors[0].message,
    first,
    letInBySession: again.named('session').length === 0,
    told: told().map(({ event, args }) => [event, shown(event, args)].join(' ').trim()).sort(byOccasion),
    disconnects: client.disconnects,
    serverId: stats()[0].serverId,
    bytesOut: sent(stats().find(sent)),
  };
}

function shown(event, args) {
  const what = { room_joined: args[1], room_left: args[1], socket_disconnected: args[2] }[event];
  return what === args[2] && event !== 'socket_disconnected' ? '' : what;   // its own room
}

/** The rooms of somebody who goes are left in no particular order. */
function byOccasion(one, other) {
  return one.startsWith('room_left') && other.startsWith('room_left') ? one.length - other.length : 0;
}
