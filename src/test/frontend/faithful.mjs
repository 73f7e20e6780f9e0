// Every client over every transport, each connecting anew whenever it is cut off. Prints how often all of them have been
// connected and answered, each time that number grows; ends with its standard input and tells what each has seen.
// node faithful.mjs --url B
import { cells, observe, open } from './driver.mjs';

const LIMIT = 3600;   // seconds

process.argv.push('--limit', String(LIMIT));
await observe(async (options) => {
  let rounds = 0;
  const clients = cells().map((cell) => {
    const client = open({ ...options, ...cell }, '/dcenter', {
      reconnection: true,
      reconnectionDelay: 100,
      reconnectionDelayMax: 500,
      timeout: 5000,
    });
    const seen = { name: cell.name, connects: 0, answers: 0, disconnects: client.disconnects };
    client.socket.on('connect', () => {
      seen.connects++;
      client.socket.emit('my_event', { data: seen.connects }, () => {
        seen.answers++;
        const answered = Math.min(...clients.map((each) => each.seen.answers));
        if (answered > rounds) {
          rounds = answered;
          console.log(rounds);
        }
      });
    });
    return { client, seen };
  });
  await new Promise((done) => process.stdin.resume().on('end', done));
  clients.forEach(({ client }) => client.close());
  return { clients: clients.map(({ seen }) => seen) };
});
