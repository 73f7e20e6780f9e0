// What a client says when it connects reaches the connect handler, which keeps it and sends `welcome` at once; a client
// that says nothing is somebody of its own.
import { open, until } from '../driver.mjs';

export default async function auth(options) {
  const tokens = ['one', 'two', undefined];
  const clients = tokens.map((token) => connect(options, token));
  await Promise.all(clients.map((client) => client.ready()));
  const seen = await Promise.all(clients.map(async (client) => {
    await until('welcome', () => client.order.includes('welcome'));
    return { order: client.order, welcome: client.named('welcome')[0].args, token: (await client.call('token'))[0] };
  }));
  clients.forEach((client) => client.close());
  return { seen };
}

/** Clients of the older revision have a query in the place of `auth`. */
function connect(options, token) {
  const older = options.client === '2';
  const client = open(options, options.namespace + (older && token ? `?token=${token}` : ''),
    older || !token ? {} : { auth: { token } });
  const order = [];
  client.socket.on('connect', () => order.push('connect'));
  client.socket.on('welcome', () => order.push('welcome'));
  return Object.assign(client, { order });
}
