// The page of the manual's project in Chromium.
// node greetings-page.mjs --url B
import { browse } from './browser.mjs';

await browse(async (browser, { url }) => {
  const page = await browser.newPage();
  await page.goto(url.href);
  await page.waitForFunction(() => document.querySelector('#answer').textContent !== '');
  return { answer: await page.locator('#answer').innerText() };
});
