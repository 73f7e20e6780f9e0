// Every client over every transport at the same time; each says who it is and is answered, sends bytes and gets them
// back, then all wait for the one push that somebody else makes.
import { cells, open, printable, sleep, until } from '../driver.mjs';

export default async function everybody(options) {
  const all = cells();
  const clients = await Promise.all(all.map((cell) => open({ ...options, ...cell }).ready()));
  await Promise.all(clients.map((client, i) => client.call('my_event', { data: all[i].name })));
  const bytes = await Promise.all(all.map((cell) => exchangeBytes({ ...options, ...cell })));
  await until('push to all', () => clients.every((client) => client.named('dcenter').length > 0), 20_000);
  await sleep(300);
  const seen = all.map(({ name }, i) =>
    ({ name, transport: clients[i].transport(), events: clients[i].events, bytes: bytes[i] }));
  clients.forEach((client) => client.close());
  return { clients: seen };
}

/** What the server sends back of bytes, as an event and as the acknowledgement. */
async function exchangeBytes(options) {
  const client = await open(options, '/conformance').ready();
  const ack = await client.call('binary', Buffer.from([0, 127, 128, 255]), { name: options.name, content: Buffer.from('four') }, Buffer.alloc(3));
  await until('binary', () => client.named('binary').length > 0);
  const event = client.named('binary')[0].args;
  client.close();
  return { ack: printable(ack), event: printable(event) };
}
