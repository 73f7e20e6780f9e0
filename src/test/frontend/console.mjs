// The console of --devconsole in Chromium, on a program that prints "ready" and then what it is sent.
// node console.mjs --url B [--screenshot file] [--scheme light|dark] [--width 1200]
import { chromium } from 'playwright-core';
import { FLAGS } from './browser.mjs';
import { observe } from './driver.mjs';

await observe(async (options) => {
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: FLAGS });
  try {
    const page = await browser.newPage({
      colorScheme: options.scheme,
      viewport: { width: Number(options.width), height: 700 },
    });
    page.setDefaultTimeout(10_000);
    const errors = [];
    page.on('pageerror', (error) => errors.push(String(error)));
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
    const count = (number) => page.waitForFunction((n) => document.querySelectorAll('#log li').length >= n, number);

    await page.goto(options.url.href.replace(/\/$/, ''));
    await page.locator('#connect').click();
    await page.locator('#state[data-state=open]').waitFor();
    await count(2);
    await page.locator('#text').fill('<b>hello</b>');
    await page.locator('#text').press('Enter');
    await count(4);
    await page.locator('#text').press('ArrowUp');
    const recalled = await page.locator('#text').inputValue();
    if (options.screenshot) {
      await page.screenshot({ path: options.screenshot });
    }
    await page.locator('#connect').click();
    await count(5);
    return {
      errors,
      recalled,
      lines: await page.locator('#log li span').allTextContents(),
      received: await page.locator('#received').innerText(),
      sent: await page.locator('#sent').innerText(),
    };
  } finally {
    await browser.close();
  }
});
