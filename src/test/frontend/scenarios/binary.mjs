// Three attachments in one event, one of them inside an object, in both directions: the server is to send back the
// arguments of --event with an event --reply, and as the acknowledgement.
import { open, printable, until } from '../driver.mjs';

export default async function binary(options) {
  const client = await open(options, options.namespace).ready();
  const args = [
    Buffer.from([0, 1, 2, 253, 254, 255]),
    { name: 'picture', content: Buffer.from('four', 'utf8') },
    Buffer.alloc(100_000, 7),
  ];
  const ack = await client.call(options.event, ...args);
  const [reply] = await until(options.reply, () => client.named(options.reply).length > 0 && client.named(options.reply));
  const transport = client.transport();
  client.close();
  return { transport, sent: printable(args), reply: printable(reply.args), ack: printable(ack) };
}
