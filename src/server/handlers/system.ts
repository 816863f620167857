// Is the server there, and which one is it.
import type { Handlers } from "../handler.ts";
import type { Services } from "../services.ts";
import { BUILD_COMMIT, versionAnswer } from "../version.ts";

export function systemHandlers({ enforcesAccess }: Services) {
	return {
		ping: () => ({ status: "ok" }),
		/** Where access is controlled, strangers are not told which build this is. */
		getVersion: () => ({ ...versionAnswer, ...(!enforcesAccess && { git_hash: BUILD_COMMIT }) }),
	} satisfies Partial<Handlers>;
}
