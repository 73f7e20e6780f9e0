// The official admin page in Chromium, as if the server handed it out itself.
// node admin-page.mjs --url B [--screenshot file.png]
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { browse } from './browser.mjs';
import { open, until } from './driver.mjs';

const PAGE = new URL('node_modules/@socket.io/admin-ui/ui/dist/', import.meta.url);

await browse(async (browser, options) => {
  const page = await browser.newPage({ viewport: { width: 1600, height: 900 } });
  page.setDefaultTimeout(10_000);
  const errors = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  const home = new URL('admin-ui/', options.url);
  await page.route((url) => url.host !== options.url.host, (route) => route.abort());   // fonts and icons
  await page.route(`${home.href}**`, (route) => {
    const file = new URL(route.request().url()).pathname.slice(home.pathname.length) || 'index.html';
    return route.fulfill({ path: fileURLToPath(new URL(file, PAGE)) });
  });

  await page.goto(home.href);
  const login = async (password) => {
    const [url, username, secret] = await page.locator('form input').all();
    await url.fill(options.url.origin);
    await username.fill('admin');
    await secret.fill(password);
    await page.locator('form button[type=submit]').click();
  };
  await login('wrong');
  const refusal = await page.locator('form .red--text').innerText();
  await login('changeit');
  await page.locator('form').waitFor({ state: 'hidden' });

  const client = await open({ ...options, client: '4', transport: 'upgrade' }).ready();
  const show = async (path) => {
    await page.evaluate((hash) => { window.location.hash = hash; }, path);
  };
  const picture = async (name) => {
    if (options.screenshot) {
      await page.screenshot({ path: options.screenshot.replace(/(?=\.png$)/, `-${name}`) });
    }
  };
  await show('#/servers/');
  const server = await page.locator('table tbody tr').filter({ hasText: 'one' }).innerText();
  await picture('servers');

  // It is not asked again when it is back.
  await page.reload();
  await page.locator('table tbody tr').filter({ hasText: 'one' }).waitFor();
  const asksAgain = await page.locator('form input[type=password]').isVisible();

  await show('#/clients/');
  await page.locator('table tbody tr').first().waitFor();
  await show(`#/n/${encodeURIComponent('/dcenter')}/sockets/${client.socket.id}`);
  await page.locator('td', { hasText: client.socket.id }).first().waitFor();
  await page.locator('.select-room input').first().fill('red');
  await page.locator('.select-room input').first().press('Tab');
  await page.locator('form button[type=submit]').click();
  await page.locator('td', { hasText: /^red$/ }).waitFor();
  client.socket.emit('my_event', { data: 'hello' });
  await until('answer', () => client.named('my_response').length > 0);
  const socket = await page.locator('.v-main').innerText();
  await picture('socket');
  await show('#/');
  await page.locator('canvas').first().waitFor();
  await until('charts', async () => (await page.locator('canvas').count()) > 1);
  await picture('dashboard');

  await page.goBack();
  // Of the buttons with the sign of the way out the first is the connection's, the second the socket's.
  await page.locator('button:has(.mdi-logout)').nth(1).click();
  await until('disconnect', () => client.disconnects.length > 0);
  await show('#/events/');
  await page.locator('.v-main').waitFor();
  await picture('events');
  client.close();
  return { refusal, server, asksAgain, socket, disconnects: client.disconnects, errors };
});
