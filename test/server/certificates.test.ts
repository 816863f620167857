// HTTPS: certificates that do not fit are refused, and a renewed one is used without a restart.
import { afterAll, expect, test } from "bun:test";
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect } from "../../src/client/connect.ts";
import { fetchWithTls } from "../../src/platform/fetch-with-tls.ts";
import { startServer } from "../../src/server/start-server.ts";

const folder = mkdtempSync(join(tmpdir(), "torc-certificates-"));
afterAll(() => rmSync(folder, { recursive: true }));
const openssl = Bun.which("openssl");
if (openssl === null) console.warn("SKIPPED certificates: openssl is needed to make them");
const testWithOpenssl = test.skipIf(openssl === null);

/** A pair for this machine; answers its files. */
function makePair(name: string): { certificateFile: string; keyFile: string } {
	const pair = { certificateFile: join(folder, `${name}.crt`), keyFile: join(folder, `${name}.key`) };
	const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", pair.keyFile];
	const request = ["req", "-x509", "-days", "1", "-subj", `/CN=${name}`, "-addext", "subjectAltName=IP:127.0.0.1"];
	execFileSync(openssl as string, [...request, ...key, "-out", pair.certificateFile], { stdio: "ignore" });
	return pair;
}

const memory = { databasePath: ":memory:", port: 0 } as const;
const trusting = (url: string, certificateFile: string) =>
	connect({
		url,
		fetch: fetchWithTls({ certificateAuthority: readFileSync(certificateFile, "utf8"), insecure: false }),
	});

async function until(condition: () => boolean): Promise<void> {
	for (let attempt = 0; attempt < 400 && !condition(); attempt++) await Bun.sleep(25);
	expect(condition()).toBe(true);
}

testWithOpenssl("a renewed certificate is used for new connections; what is under way goes on", async () => {
	const [first, second] = [makePair("first"), makePair("second")];
	const files = { certificateFile: join(folder, "live.crt"), keyFile: join(folder, "live.key") };
	const install = (pair: typeof files): void => {
		copyFileSync(pair.certificateFile, files.certificateFile);
		copyFileSync(pair.keyFile, files.keyFile);
	};
	install(first);
	const said: string[] = [];
	const log = (message: string): void => void said.push(message);
	await using server = await startServer({ ...memory, tls: files, tlsCheckMs: 20, log });
	const before = trusting(server.url, first.certificateFile);
	const { id } = await before.createWorkflow({ body: { name: "w", user: "u" } });
	const waiting = before.claimNextJobs({ params: { id: id as number }, query: { wait_seconds: 60 } });

	install(second);
	await until(() => said.some((line) => line.includes("has been read again")));
	const after = trusting(server.url, second.certificateFile);
	expect((await after.getWorkflow({ params: { id: id as number } })).name).toBe("w");
	await after.cancelWorkflow({ params: { id: id as number } });
	expect((await waiting).jobs).toEqual([]);

	// A pair that does not fit, and no certificate at all: the last good one stays.
	said.length = 0;
	copyFileSync(first.keyFile, files.keyFile);
	await until(() => said.some((line) => line.includes("stays as it was") && line.includes("is not that of")));
	writeFileSync(files.certificateFile, "nonsense");
	await until(() => said.some((line) => line.includes("not in PEM form")));
	expect(await trusting(server.url, second.certificateFile).ping()).toEqual({ status: "ok" });
});

testWithOpenssl("what cannot be used is refused at the start", async () => {
	const [first, second] = [makePair("one"), makePair("two")];
	const refused = async (tls: typeof first): Promise<string> => {
		const outcome = await startServer({ ...memory, tls }).catch((error: Error) => error);
		return outcome instanceof Error ? outcome.message : "started";
	};
	expect(await refused({ ...first, keyFile: second.keyFile })).toContain("is not that of the certificate");
	expect(await refused({ ...first, certificateFile: first.keyFile })).toContain("not in PEM form");
	expect(await refused({ ...first, keyFile: join(folder, "none") })).toContain("Cannot read the TLS key");
});

testWithOpenssl("a port that another server has is not shared with it", async () => {
	const pair = makePair("shared");
	await using server = await startServer({ ...memory, tls: pair });
	const second = startServer({ databasePath: ":memory:", port: server.port, tls: pair });
	await expect(second).rejects.toThrow(`Port ${server.port} on 127.0.0.1 is taken`);
});
