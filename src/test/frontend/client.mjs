// node client.mjs --scenario <a file of scenarios/> --url B --client 2|3|4 --transport websocket|polling|upgrade
// With --client all, every client over every transport at the same time: {"cells": […]}.
import { cells, observe } from './driver.mjs';

await observe(async (options) => {
  const { default: scenario } = await import(`./scenarios/${options.scenario}.mjs`);
  if (options.client !== 'all') {
    return scenario(options);
  }
  return {
    cells: await Promise.all(cells().map(async (cell) => ({ ...cell, ...await scenario({ ...options, ...cell }) }))),
  };
});
