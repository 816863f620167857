// SHA-256 of a file, read in pieces.
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";

/** Hexadecimal; null when the file cannot be read any more. */
export async function fileDigest(path: string): Promise<string | null> {
	const hash = createHash("sha256");
	try {
		for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
	} catch {
		return null;
	}
	return hash.digest("hex");
}
