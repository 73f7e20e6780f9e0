// Connects, says hello and closes. What the server makes of it is in its log.
import { open, sleep } from '../driver.mjs';

export default async function disconnect(options) {
  const client = open(options);
  await client.ready();
  const sid = client.socket.id;
  await client.call('my_event', { data: 'hello' });
  const transport = client.transport();
  client.close();
  await sleep(500);   // lets the close packet of a polling client leave the process
  return { sid, transport, disconnects: client.disconnects };
}
