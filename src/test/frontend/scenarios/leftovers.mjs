// What is answered to an event that has a handler, to one that has none, and to one whose handler fails.
import { open } from '../driver.mjs';

export default async function leftovers(options) {
  const client = await open(options, options.namespace).ready();
  const seen = {
    known: await client.call('known', 1),
    unknown: await client.call('unknown', 'a', 2),
    failing: await client.call('failing', 'too late'),
    connected: client.socket.connected,
  };
  client.close();
  return seen;
}
