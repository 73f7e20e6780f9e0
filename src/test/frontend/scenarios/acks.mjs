// What a client's callback gets for each event of --namespace named in --event (a comma-separated list).
import { open, printable, sleep, within } from '../driver.mjs';

export default async function acks(options) {
  const client = await open(options, options.namespace).ready();
  const answers = {};
  for (const event of options.event.split(',')) {
    const answer = new Promise((done) => client.socket.emit(event, (...args) => done(printable(args))));
    answers[event] = await within(1000, event, answer).catch(() => null);
  }
  await sleep(50);
  const connected = client.socket.connected;
  client.close();
  return { answers, connected };
}
