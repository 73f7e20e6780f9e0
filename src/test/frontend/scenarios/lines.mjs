// A program as a namespace: what is sent as the event `line` comes back as lines, each an event of that name.
import { open, until } from '../driver.mjs';

export default async function lines(options) {
  const client = await open(options, '/lines').ready();
  client.socket.emit('line', 'one');
  client.socket.emit('line', 'two\nthree');
  await until('three lines', () => client.named('line').length >= 3);
  client.close();
  return { lines: client.named('line').map(({ args }) => args[0]) };
}
