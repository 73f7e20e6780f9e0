// The tutorial, start to end: connect to /dcenter, send my_event, get my_response, GET /push, get dcenter.
import { clientVersion, open, push, timed, until } from '../driver.mjs';

export default async function tutorial(options) {
  const client = open(options);
  const connectMillis = await timed(() => client.ready());
  const sid = client.socket.id;

  const acks = [];
  for (const data of ['hello', '你好']) {
    acks.push(await client.call('my_event', { data }));
  }
  await until('two my_response', () => client.named('my_response').length >= 2);

  let pushed;
  const pushMillis = await timed(async () => {
    pushed = await push(options.url);
    await until('dcenter', () => client.named('dcenter').length >= 1, 5000);
  });
  const transport = client.transport();
  client.close();
  return { client: clientVersion(options.client), transport, sid, events: client.events, acks, push: pushed, connectMillis, pushMillis };
}
