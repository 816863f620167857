// Which group a command means: an id or a name.
import { allPages } from "../../../client/all-pages.ts";
import type { Client } from "../../../client/call.ts";
import { TorcError } from "../../../core/errors.ts";
import { nearestName } from "../../../core/nearest-name.ts";

/** Digits are an id. Error: `not_found` with the name that is nearest. */
export async function chooseGroup(client: Client, text: string): Promise<number> {
	if (/^\d+$/.test(text)) return Number(text);
	const names: string[] = [];
	for await (const group of allPages(client.listAccessGroups, {})) {
		if (group.name === text) return group.id as number;
		names.push(group.name);
	}
	const near = nearestName(text, names);
	throw new TorcError("not_found", `There is no access group '${text}'`, {
		hint: near === null ? "'torc access-groups list' shows them." : `Did you mean '${near}'?`,
	});
}
