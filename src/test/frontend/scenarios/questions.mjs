// The server asks: a client that answers, one that keeps silent, one that leaves instead.
import { open, until } from '../driver.mjs';

export default async function questions(options) {
  const [good, silent, leaver] = await Promise.all([1, 2, 3].map(() => open(options, options.namespace).ready()));
  good.socket.on('question', (text, ack) => ack(`${text}? yes`));
  leaver.socket.on('question', () => leaver.close());

  const [answer] = await good.call('ask_me', 'hungry', 2000);
  const [timeout] = await silent.call('ask_me', 'thirsty', 2000);
  const id = leaver.socket.id;
  leaver.socket.emit('ask_me', 'tired', 4000);
  const left = await until('the end of the question', async () => (await good.call('last_answer', id))[0]);
  good.close();
  silent.close();
  return { answer, timeout, left };
}
