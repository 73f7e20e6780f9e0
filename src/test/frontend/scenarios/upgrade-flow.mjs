// Many clients that count aloud while their connections are upgraded: nothing may be lost, doubled or reordered.
import { open, push, sleep, until } from '../driver.mjs';

export default async function upgradeFlow(options) {
  const count = Number(options.clients);
  const messages = Number(options.messages);
  const clients = Array.from({ length: count }, () => open({ ...options, transport: 'upgrade' }));
  const counting = clients.map((client) => countAloud(client, messages));
  await Promise.all(clients.map((client) => until('connect', () => client.socket.connected, 20_000)));

  let pushes = 0;
  let done = false;
  const pushing = (async () => {
    while (!done) {
      await push(options.url);
      pushes++;
      await sleep(20);
    }
  })();
  const counts = await Promise.all(counting);
  done = true;
  await pushing;
  await until('all pushes everywhere', () => clients.every((client) => client.named('dcenter').length >= pushes), 15_000)
    .catch(() => {});   // what is missing is reported below
  clients.forEach((client) => client.close());

  return {
    clients: clients.map((client, i) => ({
      ...counts[i],
      responses: judge(client.named('my_response').map((e) => e.args[0].data), counts[i].sent),
      pushesReceived: client.named('dcenter').length,
    })),
    pushes,
  };
}

/** Sends 0, 1, 2 … without waiting for answers: from the connect on, through the upgrade, `messages` times beyond it. */
async function countAloud(client, messages) {
  const acks = [];
  let sent = 0;
  let sentOnPolling = 0;
  const say = () => {
    const number = sent++;
    sentOnPolling += client.transport() === 'polling' ? 1 : 0;
    client.socket.emit('my_event', { data: number }, () => acks.push(number));
  };
  await until('connect', () => client.socket.connected, 20_000);
  while (client.transport() !== 'websocket') {
    say();
    await sleep(3);
  }
  for (let i = 0; i < messages; i++) {
    say();
    await sleep(3);
  }
  await until('all acks', () => acks.length >= sent, 15_000).catch(() => {});
  return { transport: client.transport(), sent, sentOnPolling, acks: judge(acks, sent), disconnects: [...client.disconnects] };
}

/** How a received sequence differs from 0 … sent - 1. */
function judge(received, sent) {
  const distinct = new Set(received);
  return {
    lost: sent - distinct.size,
    doubled: received.length - distinct.size,
    outOfOrder: received.filter((number, i) => i > 0 && number < received[i - 1]).length,
  };
}
