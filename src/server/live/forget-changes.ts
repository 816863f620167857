// Keeps the change log as long as its owner wants: what is older is forgotten at the start and once a day.
import { forgetChanges } from "../../store/commands/administration/record-change.ts";
import type { Store } from "../../store/open-store.ts";

const DAY_MS = 86_400_000;

/** `days`: how long an entry is kept; 0 forgets all. Errors go to the log: the next day tries again. */
export function forgetOldChanges(store: Store, days: number, log: (message: string) => void): { stop(): void } {
	const forget = (): void => {
		const before = Date.now() - days * DAY_MS;
		store
			.write((tx) => forgetChanges(tx, before))
			.catch((error: Error) => log(`warning: old entries of the change log are still there: ${error.message}`));
	};
	forget();
	const timer = setInterval(forget, DAY_MS);
	timer.unref();
	return { stop: () => clearInterval(timer) };
}
