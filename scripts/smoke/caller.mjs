// Asks the server, shows what was asked and answered, and counts what was not as the contract says.

const WAIT_AT_MOST_S = 90;
const SHOWN = 150;

/** One run over one server. */
export class Caller {
  constructor(base) {
    this.base = base.replace(/\/+$/, "");
    this.routes = new Set();
    this.asked = 0;
    this.wrong = [];
  }

  /** What comes next, for whoever reads along. */
  part(title) {
    console.log(`\n## ${title}`);
  }

  /**
   * Asks a route. `route` is its line in the endpoint map, `fields` are paths that the answer must have, and `holds`
   * says what is wrong with the answer, or nothing.
   */
  async ask(route, { path, status = 200, body, headers = {}, fields = [], holds, raw } = {}) {
    const [method, pattern] = route.split(" ");
    const address = path ?? pattern;
    const sent = { ...headers };
    if (body !== undefined && !("Content-Type" in sent)) sent["Content-Type"] = "application/json";
    const answer = await this.#patiently(method, address, {
      method,
      headers: sent,
      body: body === undefined ? undefined : (raw ?? JSON.stringify(body)),
    });
    const text = await answer.text();
    const json = parse(text, answer.headers.get("content-type") ?? "");
    this.asked += 1;
    this.routes.add(route);
    const wanted = [status].flat();
    const faults = [];
    if (!wanted.includes(answer.status)) faults.push(`status ${answer.status}, expected ${wanted.join(" or ")}`);
    if (!answer.headers.get("x-request-id")) faults.push("no X-Request-Id");
    if (answer.status >= 400 && !(answer.headers.get("content-type") ?? "").startsWith("application/problem+json"))
      faults.push("a refusal that is no problem document");
    if (faults.length === 0) {
      for (const field of fields) if (at(json, field) === undefined) faults.push(`no field ${field}`);
      const said = holds?.(json ?? text, answer);
      if (said) faults.push(said);
    }
    this.#show(masked(`${method} ${address}`), answer.status, short(text), faults);
    return { status: answer.status, json, text, headers: answer.headers };
  }

  /** Something that was looked at without a request of its own. */
  look(what, shown, fault) {
    this.#show(what, "", short(shown), fault ? [fault] : []);
  }

  #show(what, status, shown, faults) {
    console.log(`${faults.length ? "WRONG" : "  ok "} ${what} → ${status} ${shown}`);
    for (const fault of faults) {
      console.log(`      ${fault}`);
      this.wrong.push(`${what}: ${fault}`);
    }
  }

  /** Waits for its turn where requests are counted. */
  async #patiently(method, address, init) {
    for (;;) {
      const answer = await fetch(this.base + address, { ...init, redirect: "manual", signal: AbortSignal.timeout(30_000) });
      const wait = Number(answer.headers.get("retry-after") ?? "0");
      if (answer.status !== 429 || wait > WAIT_AT_MOST_S) return answer;
      await answer.arrayBuffer();
      console.log(`      ${method} ${address} is asked again in ${wait} s`);
      await new Promise((resolve) => setTimeout(resolve, wait * 1_000 + 50));
    }
  }
}

/** A value by its path, such as `items.0.id`. */
export function at(value, path) {
  return path.split(".").reduce((inner, key) => inner?.[key], value);
}

function parse(text, type) {
  if (!type.includes("json")) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** One line of an answer, without what is secret. */
function short(text) {
  const line = masked(String(text)).replace(/\s+/g, " ");
  return line.length > SHOWN ? `${line.slice(0, SHOWN)}…` : line;
}

function masked(text) {
  return text
    .replace(/("(?:accessToken|refreshToken|access_token|refresh_token)":")[^"]+/g, "$1…")
    .replace(/session_[\w.-]{8,}/g, "session_…");
}
