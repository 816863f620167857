// A short name for a list of ids, so that equal lists are found and shared.
import { createHash } from "node:crypto";

/** SHA-256 over the ids in ascending order, base64url. */
export function digestIds(ids: readonly number[]): string {
	if (ids.length === 1) return `1:${ids[0]}`;
	const hash = createHash("sha256");
	for (const id of ids) hash.update(`${id},`);
	return `${ids.length}:${hash.digest("base64url")}`;
}
