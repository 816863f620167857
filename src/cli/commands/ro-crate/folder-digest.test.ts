// Digests of folders: they follow what is in them, in the lines that are published.
import { expect, test } from "bun:test";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { folderDigest } from "./folder-digest.ts";

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

test("manifest and content", async () => {
	const folder = mkdtempSync(join(tmpdir(), "torc-digest-"));
	try {
		mkdirSync(join(folder, "sub"));
		writeFileSync(join(folder, "sub/b.txt"), "bb");
		writeFileSync(join(folder, "a.txt"), "a");
		symlinkSync(folder, join(folder, "loop"));
		for (const name of ["sub/b.txt", "a.txt"]) utimesSync(join(folder, name), 1000.5, 1000.5);
		const common = { fileCount: 2, sizeBytes: 3 };
		expect(await folderDigest(folder, "none", 1)).toEqual({ ...common, sha256: null });
		expect(await folderDigest(`${folder}/`, "manifest", 1)).toEqual({
			...common,
			sha256: sha256("a.txt|1|1000.500000\nsub/b.txt|2|1000.500000\n"),
		});
		const content = sha256(`a.txt:${sha256("a")}\nsub/b.txt:${sha256("bb")}\n`);
		expect(await folderDigest(folder, "content", 8)).toEqual({ ...common, sha256: content });
		expect(folderDigest(join(folder, "a.txt"), "none", 1)).rejects.toThrow("is no folder");
		expect(folderDigest(join(folder, "none"), "none", 1)).rejects.toThrow("There is no folder");
	} finally {
		rmSync(folder, { recursive: true });
	}
});
