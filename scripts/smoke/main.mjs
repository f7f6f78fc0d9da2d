// Plays the smoke examples and every route of the endpoint map against a server that runs, and shows the answers.
//
//   make smoke URL=http://127.0.0.1:8000 PASSWORD=…
//
// PASSWORD is that of the demo accounts; COLLOQUY_DEMO_PASSWORD does as well. Ends with 1 when anything is not as it
// should be. It leaves a shopper with orders and a discontinued product behind, and can be played again.

import { admin } from "./admin.mjs";
import { Caller } from "./caller.mjs";
import { guest } from "./guest.mjs";
import { MAP, VOICE } from "./map.mjs";
import { shopper } from "./shopper.mjs";
import { talk } from "./talk.mjs";

const url = process.argv[2] || "http://127.0.0.1:8000";
const password = process.argv[3] || process.env.COLLOQUY_DEMO_PASSWORD;

const caller = new Caller(url);
const run = {
  ask: caller.ask.bind(caller),
  look: caller.look.bind(caller),
  part: caller.part.bind(caller),
  reached: (route) => caller.routes.add(route),
  url,
  password,
};

try {
  await guest(run);
  await shopper(run);
  await talk(run);
  if (password) await admin(run);
} catch (error) {
  caller.look("the run", String(error?.stack ?? error), "it could not go on");
}

const skipped = password ? [] : MAP.filter((route) => route.includes("/v1/admin/"));
const missing = MAP.filter((route) => !caller.routes.has(route) && !skipped.includes(route));
for (const route of missing) caller.look(route, "", "was not asked");
console.log(`\n${caller.asked} requests, ${MAP.length - missing.length - skipped.length} of ${MAP.length} routes asked, ${caller.wrong.length} wrong`);
if (skipped.length) console.log("The admin's routes were left out: give the password of the demo accounts.");
console.log(`Not served by this version: the ${VOICE.length} routes of voice recovery.`);
for (const fault of caller.wrong) console.log(`WRONG ${fault}`);
process.exitCode = caller.wrong.length > 0 || skipped.length > 0 ? 1 : 0;
