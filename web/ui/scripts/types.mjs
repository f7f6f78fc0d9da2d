// Writes the types of the server's API from its own description, `openapi.json` (fetched from `/openapi.json`).
import { readFileSync, writeFileSync } from "node:fs";
import openapiTS, { astToString } from "openapi-typescript";

const description = JSON.parse(readFileSync(new URL("../openapi.json", import.meta.url), "utf8"));
// Names of operations need not be unique there; method and path name an operation well enough.
for (const operations of Object.values(description.paths)) {
  for (const operation of Object.values(operations)) delete operation.operationId;
}
const types = await openapiTS(description, { emptyObjectsUnknown: true });
writeFileSync(new URL("../shared/openapi.d.ts", import.meta.url), astToString(types));
