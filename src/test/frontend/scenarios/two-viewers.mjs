// Two viewers on /dcenter, one on / only, one GET /push: who got what?
import { open, push, sleep, until } from '../driver.mjs';

export default async function twoViewers(options) {
  const viewers = { first: open(options), second: open(options), elsewhere: open(options, '/') };
  await Promise.all(Object.values(viewers).map((viewer) => viewer.ready()));
  const pushed = await push(options.url);
  const { first, second } = viewers;
  await until('dcenter at both', () => first.named('dcenter').length > 0 && second.named('dcenter').length > 0, 5000);
  // Whatever the push sent twice comes before the answer to an event sent later; the third viewer has nobody to answer it.
  await Promise.all([first.call('my_event', { data: 'after' }), second.call('my_event', { data: 'after' }), sleep(300)]);
  const seen = Object.fromEntries(Object.entries(viewers).map(([name, viewer]) => [name, viewer.named('dcenter').map((e) => e.args)]));
  const others = viewers.elsewhere.events.length;
  Object.values(viewers).forEach((viewer) => viewer.close());
  return { push: pushed, dcenter: seen, eventsElsewhere: others };
}
