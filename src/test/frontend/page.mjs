// The tutorial's page in Chromium.
// node page.mjs --url B [--client-script 2|3|4|file | --served-script socket.io.min.js] [--screenshot file] [--scheme light|dark] [--width 1200]
import { readFileSync } from 'node:fs';
import { browse } from './browser.mjs';
import { clientScript, push } from './driver.mjs';

await browse(visit);

async function visit(browser, options) {
  const page = await browser.newPage({
    colorScheme: options.scheme,
    viewport: { width: Number(options.width), height: 800 },
    ignoreHTTPSErrors: true,   // certificates of tests have signed themselves
  });
  page.setDefaultTimeout(10_000);
  const seen = { errors: [], foreignRequests: [] };
  page.on('pageerror', (error) => seen.errors.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && seen.errors.push(message.text()));
  page.on('request', (request) => {
    if (new URL(request.url()).host !== options.url.host) {
      seen.foreignRequests.push(request.url());
    }
  });
  const script = options['client-script'];
  if (script) {
    const body = /^\d$/.test(script) ? clientScript(script) : readFileSync(script, 'utf8');
    await page.route('**/socket.io/socket.io.js', (route) => route.fulfill({ body, contentType: 'text/javascript' }));
  }
  const served = options['served-script'];
  if (served) {
    const url = new URL(`socket.io/${served}`, options.url).href;
    await page.route('**/socket.io/socket.io.js', async (route) => route.fulfill({ response: await route.fetch({ url }) }));
  }

  const html = () => page.locator('#t').evaluate((element) => element.innerHTML);
  const text = (selector) => page.locator(selector).innerText();

  await page.goto(options.url.href);
  const { title, heading } = { title: await page.title(), heading: await text('h1') };
  await page.locator('#state[data-state=connected]').waitFor();
  const before = await html();

  const started = performance.now();
  await push(options.url);
  await push(options.url);
  await page.waitForFunction(() => document.querySelectorAll('#t br').length >= 2);
  const shownMillis = Math.round(performance.now() - started);
  const afterTwoPushes = await html();

  await page.locator('#text').fill('<b>Grüße, κόσμε</b>');
  await page.locator('#send button').click();
  await page.locator('#responses li').waitFor();
  const response = await text('#responses li code');
  await page.locator('#push').click();
  await page.waitForFunction(() => document.querySelectorAll('#t br').length >= 3);
  await page.waitForFunction(() => document.querySelector('#pushed').textContent !== '…');
  const pushed = await text('#pushed');
  await page.waitForFunction(() => document.querySelector('#transport').textContent === 'websocket').catch(() => {});
  if (options.screenshot) {
    await page.mouse.move(0, 0);
    await page.screenshot({ path: options.screenshot, fullPage: true });
  }
  return {
    title,
    heading,
    protocol: await text('#protocol'),
    before,
    afterTwoPushes,
    shownMillis,
    response,
    pushed,
    transport: await text('#transport'),
    state: await text('#state'),
    ...seen,
  };
}
