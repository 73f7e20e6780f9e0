// The page's panel for back ends, in Chromium.
// node push-panel.mjs --url B [--screenshot file] [--scheme light|dark] [--width 1200]
import { chromium } from 'playwright-core';
import { FLAGS } from './browser.mjs';
import { observe } from './driver.mjs';

await observe(async (options) => {
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: FLAGS });
  try {
    return await visit(browser, options);
  } finally {
    await browser.close();
  }
});

async function visit(browser, options) {
  const page = await browser.newPage({
    colorScheme: options.scheme,
    viewport: { width: Number(options.width), height: 900 },
  });
  page.setDefaultTimeout(10_000);
  const errors = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  await page.goto(options.url.href);
  await page.locator('#state[data-state=connected]').waitFor();

  const push = async (fields = {}) => {
    for (const [name, value] of Object.entries(fields)) {
      await page.locator(`#call [name=${name}]`).fill(value);
    }
    await page.locator('#answer').evaluate((answer) => { answer.textContent = '…'; });
    await page.locator('#call button').click();
    await page.waitForFunction(() => document.querySelector('#answer').textContent !== '…');
    return page.locator('#answer').innerText();
  };

  const { namespace, data } = await page.locator('#call').evaluate(({ elements }) =>
    ({ namespace: elements.namespace.value, data: elements.data.value }));
  const refused = await push({ namespace: '/nobody' });
  const notJson = await push({ namespace, data: '{' });
  const accepted = await push({ data });
  await page.waitForFunction(() => document.querySelectorAll('#t br').length >= 1);
  const shown = await page.locator('#t').evaluate((element) => element.innerHTML);
  if (options.screenshot) {
    await page.mouse.move(0, 0);
    await page.screenshot({ path: options.screenshot, fullPage: true });
  }
  const overflows = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
  return { refused, notJson, accepted, shown, overflows, errors };
}
