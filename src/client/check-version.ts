// Compares the client's interface version with the server's (3-rest-api §7).
import { API_VERSION } from "../contract/interface.ts";
import { PRODUCT_VERSION } from "../core/product-version.ts";
import type { Client } from "./call.ts";

export type VersionVerdict =
	| { readonly verdict: "same" }
	/** Works, with operations or fields that only one side knows. */
	| { readonly verdict: "warning"; readonly message: string }
	/** The caller should stop unless told otherwise. */
	| { readonly verdict: "incompatible"; readonly message: string };

/** A server that cannot be reached or read is no complaint: the next call fails by itself and says why. */
export async function checkVersion(client: Client, signal?: AbortSignal): Promise<VersionVerdict> {
	let server: { readonly api_version?: string | null; readonly version?: string | null };
	try {
		server = await client.getVersion({ signal });
	} catch {
		return { verdict: "same" };
	}
	if (typeof server.api_version === "string") return compareVersions(API_VERSION, server.api_version);
	return typeof server.version === "string"
		? compareVersions(PRODUCT_VERSION, server.version, "is")
		: { verdict: "same" };
}

/** Another major number: incompatible; another minor: warning; patch: same. Accepts `v0.8.0`, `0.8.0-beta`, `0.8.0 (hash)`. */
export function compareVersions(client: string, server: string, of: "speaks" | "is" = "speaks"): VersionVerdict {
	const mine = parse(client);
	const theirs = parse(server);
	if (mine === null || theirs === null) return { verdict: "same" };
	const versions = `this program ${of} version ${client}${of === "speaks" ? " of the interface" : ""}, the server ${server}`;
	if (mine.major !== theirs.major) return { verdict: "incompatible", message: `Server does not fit: ${versions}.` };
	if (mine.minor === theirs.minor) return { verdict: "same" };
	const newer = mine.minor > theirs.minor ? "the server is older" : "this program is older";
	return { verdict: "warning", message: `Note: ${versions}; ${newer}, some features may be missing.` };
}

function parse(text: string): { major: number; minor: number } | null {
	const match = /^v?(\d+)\.(\d+)(?:\.\d+)?/.exec(text.trim());
	return match ? { major: Number(match[1]), minor: Number(match[2]) } : null;
}
