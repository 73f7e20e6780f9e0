// The application of the manual's page on libraries.
import { open } from '../driver.mjs';

export default async function greetings(options) {
  const client = await open(options, options.namespace).ready();
  const answer = await client.call('hello', 'Duke');
  client.close();
  return { answer };
}
