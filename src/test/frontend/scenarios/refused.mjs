// A namespace that does not exist (or refuses, with --namespace); another one on the same connection still works.
import { open, until } from '../driver.mjs';

export default async function refused(options) {
  const namespace = options.namespace === '/dcenter' ? '/nope' : options.namespace;
  const client = open(options, namespace);
  const [error] = await until('refusal', () => client.errors.length > 0 && client.errors);
  const wasConnected = client.socket.connected;

  const other = client.socket.io.socket('/dcenter');
  await until('connect to /dcenter', () => other.connected);
  const ack = await new Promise((done) => other.emit('my_event', { data: 'x' }, (...args) => done(args)));
  other.close();
  client.close();
  return { namespace, error, wasConnected, ackElsewhere: ack };
}
