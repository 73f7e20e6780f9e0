// Every client over every transport at the same time; each says who it is and is answered, then all wait for the one
// push that somebody else makes.
import { open, sleep, until } from '../driver.mjs';

export default async function everybody(options) {
  const cells = ['2', '3', '4'].flatMap((client) =>
    ['websocket', 'polling', 'upgrade'].map((transport) => ({ name: `node-${client}-${transport}`, client, transport })));
  const clients = await Promise.all(cells.map((cell) => open({ ...options, ...cell }).ready()));
  await Promise.all(clients.map((client, i) => client.call('my_event', { data: cells[i].name })));
  await until('push to all', () => clients.every((client) => client.named('dcenter').length > 0), 20_000);
  await sleep(300);
  const seen = cells.map(({ name }, i) => ({ name, transport: clients[i].transport(), events: clients[i].events }));
  clients.forEach((client) => client.close());
  return { clients: seen };
}
