// my_event without the member the handler needs; then a good one on the same connection.
import { open, sleep, until } from '../driver.mjs';

export default async function missingData(options) {
  const client = open(options);
  await client.ready();
  const answered = [];
  client.socket.emit('my_event', {}, () => answered.push('broken'));
  client.socket.emit('my_event', { data: 'x' }, () => answered.push('good'));
  await until('answer to the good event', () => answered.includes('good'));
  await sleep(200);
  const seen = { answered, events: client.events, connected: client.socket.connected, disconnects: [...client.disconnects] };
  client.close();
  return seen;
}
