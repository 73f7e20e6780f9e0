// The chat example: two pages in Chromium that talk to each other.
// node chat.mjs --url B [--screenshot folder]
import { browse } from './browser.mjs';

await browse(async (browser, options) => {
  const errors = [];
  const enter = async (name, scheme, width) => {
    const context = await browser.newContext({ colorScheme: scheme, viewport: { width, height: 760 } });
    const page = await context.newPage();
    page.setDefaultTimeout(10_000);
    page.on('pageerror', (error) => errors.push(String(error)));
    await page.goto(options.url.href);
    await shoot(page, `login-${scheme}`);
    await page.locator('#name').fill(name);
    await page.locator('#login button').click();
    return page;
  };
  const shoot = async (page, name) => {
    if (options.screenshot) {
      await page.mouse.move(0, 0);
      await page.screenshot({ path: `${options.screenshot}/chat-${name}.png` });
    }
  };
  const online = (page) => page.locator('#state[data-state=online]').waitFor();
  const say = async (page, text) => {
    await page.locator('#text').fill(text);
    await page.locator('#say button').click();
  };
  const reads = (page, text) => page.locator('.bubble', { hasText: text }).waitFor();
  const bubbles = (page) => page.locator('.bubble').allInnerTexts();
  const turnTo = (page, id) => page.locator(`[data-id="${id}"]`).first().click();

  const ann = await enter('Ann', 'light', 1100);
  await online(ann);
  const bob = await enter('Bob', 'dark', 1100);
  await online(bob);
  await ann.locator('[data-id="@Bob"]').waitFor();

  const taken = await enter('Ann', 'light', 1100);
  await taken.locator('#refusal').waitFor();
  const refusal = await taken.locator('#refusal').innerText();
  await shoot(taken, 'refused');
  await taken.context().close();

  await say(ann, 'Hello Bob, is this thing on?');
  await reads(bob, 'is this thing on');
  await say(bob, '<b>It is</b> – Grüße, κόσμε');
  await reads(ann, 'Grüße');

  await ann.locator('#text').pressSequentially('one mo');
  await bob.locator('#hint', { hasText: 'Ann is typing…' }).waitFor();
  const hint = await bob.locator('#hint').innerText();
  await shoot(bob, 'dark');
  await ann.locator('#text').fill('');

  await turnTo(bob, '@Ann');
  await say(bob, 'Between the two of us');
  await ann.locator('[data-id="@Bob"] .unread').first().waitFor();
  await shoot(ann, 'light');
  await turnTo(ann, '@Bob');
  await reads(ann, 'Between the two of us');
  const whispered = await bubbles(ann);
  await shoot(ann, 'private');

  await turnTo(ann, '#Music');
  await turnTo(bob, '#Lobby');
  await say(bob, 'Nobody in Music sees this');
  await reads(bob, 'Nobody in Music');
  await say(ann, 'A quiet place');
  await reads(ann, 'A quiet place');
  const music = await bubbles(ann);
  await turnTo(ann, '#Lobby');
  await reads(ann, 'Nobody in Music');

  await ann.locator('#interrupt').click();
  await ann.locator('#state[data-state=away]').waitFor();
  await shoot(ann, 'away');
  await say(bob, 'Said while Ann was away');
  await reads(ann, 'Said while Ann was away');
  await online(ann);
  const lobby = await bubbles(ann);

  await ann.setViewportSize({ width: 390, height: 780 });
  await shoot(ann, 'narrow');
  await turnTo(ann, '#Music');
  await ann.locator('#elsewhere [data-id="@Bob"]').waitFor();
  await turnTo(ann, '#Lobby');
  await ann.locator('#people [data-id="@Bob"]').waitFor();
  const people = await ann.locator('#people li').allInnerTexts();
  await bob.context().close();
  await ann.locator('#people [data-id]').waitFor({ state: 'detached' });
  return { refusal, hint, whispered, music, lobby, people, errors };
});
