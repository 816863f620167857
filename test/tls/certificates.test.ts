// HTTPS: whom clients trust, certificates that do not fit, and a renewed one that is used without a restart.
import { afterAll, expect, test } from "bun:test";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect } from "../../src/client/connect.ts";
import { fetchWithTls } from "../../src/platform/fetch-with-tls.ts";
import { startServer } from "../../src/server/start-server.ts";
import { until } from "../until.ts";
import { type CertificatePair, makeCertificate } from "./make-certificate.ts";

const folder = mkdtempSync(join(tmpdir(), "torc-certificates-"));
afterAll(() => rmSync(folder, { recursive: true }));
const makePair = (name: string): CertificatePair => makeCertificate(folder, name);
const memory = { databasePath: ":memory:", port: 0 } as const;
const trusting = (url: string, certificateFile: string) =>
	connect({
		url,
		fetch: fetchWithTls({ certificateAuthority: readFileSync(certificateFile, "utf8"), insecure: false }),
	});

test("a server with a certificate speaks HTTPS with those who trust it", async () => {
	const pair = makePair("server");
	await using server = await startServer({ ...memory, tls: pair });
	expect(server.url).toStartWith("https://127.0.0.1:");
	expect(await trusting(server.url, pair.certificateFile).ping()).toEqual({ status: "ok" });
	await expect(connect({ url: server.url }).ping()).rejects.toMatchObject({ kind: "unreachable" });
	const missing = startServer({ ...memory, tls: { ...pair, certificateFile: join(folder, "none") } });
	await expect(missing).rejects.toMatchObject({ kind: "environment" });
});

test("a renewed certificate is used for new connections; what is under way goes on", async () => {
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

test("what cannot be used is refused at the start", async () => {
	const [first, second] = [makePair("one"), makePair("two")];
	const refused = async (tls: typeof first): Promise<string> => {
		const outcome = await startServer({ ...memory, tls }).catch((error: Error) => error);
		return outcome instanceof Error ? outcome.message : "started";
	};
	expect(await refused({ ...first, keyFile: second.keyFile })).toContain("is not that of the certificate");
	expect(await refused({ ...first, certificateFile: first.keyFile })).toContain("not in PEM form");
	expect(await refused({ ...first, keyFile: join(folder, "none") })).toContain("Cannot read the TLS key");
});

test("a port that another server has is not shared with it", async () => {
	const pair = makePair("shared");
	await using server = await startServer({ ...memory, tls: pair });
	const second = startServer({ databasePath: ":memory:", port: server.port, tls: pair });
	await expect(second).rejects.toThrow(`Port ${server.port} on 127.0.0.1 is taken`);
});
