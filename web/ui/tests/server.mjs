// Starts the real server for a test, in a folder of its own, and ends it afterwards.
import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const BINARY =
  process.env.COLLOQUY_BINARY ?? fileURLToPath(new URL("../../../target/debug/colloquy", import.meta.url));
const START_WITHIN_MS = 120_000;
const STOP_WITHIN_MS = 10_000;

export const PASSWORD = "demo password 1";
export const OPERATOR = "operator@demo.local";

/**
 * A fresh demo shop. `restart()` begins anew on the same folder and port, as after a crash; `close()` leaves nothing
 * behind.
 */
export async function startServer(env = {}) {
  const data = await mkdtemp(join(tmpdir(), "colloquy-ui-"));
  let running = await run(data, "127.0.0.1:0", env);
  const { url } = running;
  const { host } = new URL(url);
  return {
    url,
    kill: () => running.end("SIGKILL"),
    restart: async (more = {}) => {
      await running.end("SIGKILL");
      running = await run(data, host, { ...env, ...more });
    },
    close: async () => {
      await running.end("SIGTERM");
      await rm(data, { recursive: true, force: true });
    },
  };
}

async function run(data, listen, env) {
  const addressFile = join(data, "address");
  await rm(addressFile, { force: true });
  const child = spawn(BINARY, ["--data", data, "serve", "--listen", listen], {
    env: {
      ...process.env,
      COLLOQUY_DEMO_PASSWORD: PASSWORD,
      COLLOQUY__RATE_LIMIT__ANONYMOUS_PER_MINUTE: "1000000",
      COLLOQUY__ACTORS__REHEARSAL_MS: "0",
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (text) => {
      said = (said + text).slice(-4_000);
    });
  }
  const ended = new Promise((resolve) => child.once("exit", resolve));
  let hasEnded = false;
  void ended.then(() => {
    hasEnded = true;
  });
  process.once("exit", () => child.kill("SIGKILL"));

  const url = await until(
    async () => {
      if (hasEnded) throw new Error(`the server ended: ${said}`);
      return (await readFile(addressFile, "utf8").catch(() => "")).trim();
    },
    START_WITHIN_MS,
    () => `no address: ${said}`,
  );
  return {
    url,
    end: async (signal) => {
      child.kill(signal);
      const late = setTimeout(() => child.kill("SIGKILL"), STOP_WITHIN_MS);
      await ended;
      clearTimeout(late);
    },
  };
}

/** Asks again until the answer is true enough, or the time is over. */
export async function until(ask, withinMs = 10_000, explain = () => "it did not come to be") {
  const end = Date.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (Date.now() > end) throw new Error(`after ${withinMs} ms: ${explain()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** A page of somebody else's, on a port of its own. */
export async function servePage(page) {
  const server = createServer((request, response) => {
    const { status = 200, headers = {}, body = "" } = page(request.url ?? "/");
    response.writeHead(status, { "Content-Type": "text/html; charset=utf-8", ...headers });
    response.end(body);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    close: () => new Promise((resolve) => server.close(resolve).closeAllConnections()),
  };
}
