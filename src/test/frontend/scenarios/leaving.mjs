// Four ways to part, each as the client and as the server sees it.
import { open, sleep, until } from '../driver.mjs';

const WAYS = {
  clientLeaves: (client) => client.socket.disconnect(),
  serverDisconnects: (client) => client.socket.emit('kick', false),
  serverCloses: (client) => client.socket.emit('kick', true),
  connectionEnds: (client) => client.socket.io.engine.close(),
};

export default async function leaving(options) {
  const observer = await open(options, options.namespace).ready();
  const seen = {};
  for (const [name, leave] of Object.entries(WAYS)) {
    const client = await open(options, options.namespace).ready();
    const id = client.socket.id;
    leave(client);
    const server = await until(`the server's reason: ${name}`, async () => (await observer.call('reason_of', id))[0] ?? null);
    await until(`the client's reason: ${name}`, () => client.disconnects.length > 0);
    await sleep(50);   // for a second one
    seen[name] = { server, client: client.disconnects };
    client.close();
  }
  observer.close();
  return seen;
}
