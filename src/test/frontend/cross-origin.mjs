// A page of another origin in Chromium, with the script and the connection of --url: what does it get of one push?
// node cross-origin.mjs --url B --origin http://localhost:8181 --transport websocket|polling|upgrade
import { browse, FLAGS } from './browser.mjs';
import { push, TRANSPORTS } from './driver.mjs';

// The made-up page comes from no address at all, which Chromium takes for a public one that asks for a local one.
const ARGS = [...FLAGS, '--disable-features=LocalNetworkAccessChecks'];

await browse(async (browser, { url, origin, transport }) => {
  const page = await browser.newPage();
  page.setDefaultTimeout(10_000);
  // Nobody listens there: the page is made up, its origin is not.
  await page.route(`${origin}/**`, (route) => route.fulfill({ contentType: 'text/html', body: html(url, transport) }));
  await page.goto(`${origin}/`);
  await page.waitForFunction(() => seen.refusals.length > 0 || (seen.connected && socket.io.engine.transport.name === seen.last));
  if (await page.evaluate(() => seen.connected)) {
    await push(url);
    await page.waitForFunction(() => seen.pushed.length > 0);
  }
  return await page.evaluate(() => ({ ...seen, transport: socket.io.engine?.transport?.name }));
}, ARGS);

function html(url, transport) {
  const transports = TRANSPORTS[transport];
  return `<!DOCTYPE html><title>elsewhere</title>
    <script src="${new URL('socket.io/socket.io.js', url)}"></script>
    <script>
      var seen = { connected: false, pushed: [], refusals: [], last: ${JSON.stringify(transports.at(-1))} };
      var socket = io(${JSON.stringify(`${url.origin}/dcenter`)}, {
        path: ${JSON.stringify(`${url.pathname}socket.io/`)},
        transports: ${JSON.stringify(transports)},
        reconnection: false,
      });
      socket.on('connect', () => { seen.connected = true; });
      socket.on('connect_error', (error) => seen.refusals.push(error.message));
      socket.on('dcenter', (message) => seen.pushed.push(message));
    </script>`;
}
