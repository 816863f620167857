// Is the server there, and which one is it.
import type { Handlers } from "../handler.ts";
import { versionAnswer } from "../version.ts";

export const systemHandlers = {
	ping: () => ({ status: "ok" }),
	getVersion: () => ({ ...versionAnswer }),
} satisfies Partial<Handlers>;
