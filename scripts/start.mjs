// `npm start`: the whole of Cairn on this machine, with no account and no key. Keeps what learners did in .wrangler/state.
import { main, ScriptError } from "./lib/command.ts";
import { buildWeb } from "./lib/build-web.ts";
import { LOCAL_STATE, prepareLocalDatabase } from "./lib/database.ts";
import { findFreePort, startDevServer } from "./lib/dev-server.ts";

const say = (line) => console.log(line);

// Before the server stands there is nothing to end in order: exiting ends all that was started.
let stop = () => process.exit(130);
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => stop());

await main(async () => {
  await Promise.all([prepareLocalDatabase(LOCAL_STATE, say), buildWeb(say)]);

  say("Starting the Worker …");
  const server = await startDevServer({ port: await choosePort(), persist_to: LOCAL_STATE, onLine: sayUnlessRequest });
  say(`Cairn is teaching at ${server.url}`);
  say(`The operator's page is ${server.url}/operator; its token is OPERATOR_TOKEN in .dev.vars`);

  stop = () => void server.stop();
  await server.ended;
});

/** What the Worker logs and what wrangler warns of, without a line a request. */
function sayUnlessRequest(line) {
  if (!line.startsWith("[wrangler:info]")) say(line);
}

/** PORT if it is set, and then no other; otherwise the first free one from 8787 on. */
async function choosePort() {
  const wanted = process.env.PORT;
  if (wanted === undefined) return findFreePort(8787);
  const port = Number(wanted);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new ScriptError(`PORT=${wanted} is not a port number.`);
  if ((await findFreePort(port)) !== port) throw new ScriptError(`Port ${port} is taken. Set PORT to another one, or leave it out.`);
  return port;
}
