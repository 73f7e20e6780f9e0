// An operator's page that may change nothing tries to.
import { open, until } from '../driver.mjs';

export default async function readonly(options) {
  const client = await open(options).ready();
  const page = await open(options, '/admin', { auth: { username: 'admin', password: 'changeit' } }).ready();
  const answer = await page.call('_disconnect', '/dcenter', true, client.socket.id);
  client.socket.emit('my_event', { data: 'still here' });
  await until('answer', () => client.named('my_response').length > 0);
  const features = page.named('config')[0].args[0].supportedFeatures;
  const stillConnected = client.socket.connected;
  page.close();
  client.close();
  return { features, answer, stillConnected };
}
