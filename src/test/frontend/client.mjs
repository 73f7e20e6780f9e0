// node client.mjs --scenario <a file of scenarios/> --url B --client 2|3|4 --transport websocket|polling|upgrade
import { observe } from './driver.mjs';

await observe(async (options) => {
  const { default: scenario } = await import(`./scenarios/${options.scenario}.mjs`);
  return scenario(options);
});
