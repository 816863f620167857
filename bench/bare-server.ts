// One route of Hono's that does nothing, in a process of its own: what the machine and the libraries allow.
import { Hono } from "hono";

const app = new Hono().get("/torc-service/v1/bare", (context) => context.json({ status: "ok" }));
const server = Bun.serve({ hostname: "127.0.0.1", port: 0, fetch: app.fetch });
console.log(`TORC_SERVER_PORT=${server.port}`);
process.on("SIGTERM", () => server.stop(true));
