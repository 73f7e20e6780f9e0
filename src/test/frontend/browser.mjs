// What the scripts that drive Chromium share.
import { chromium } from 'playwright-core';
import { observe } from './driver.mjs';

/** How Chromium is started. */
export const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync'];

/** Observes a scenario that gets a browser of its own. */
export function browse(scenario, args = FLAGS) {
  return observe(async (options) => {
    const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args });
    try {
      return await scenario(browser, options);
    } finally {
      await browser.close();
    }
  });
}
