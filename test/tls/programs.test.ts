// Programs and a server that speak HTTPS with each other.
import { expect, setDefaultTimeout, test } from "bun:test";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { serve } from "../cli/serve.ts";
import { Scratch } from "../cli/torc-process.ts";
import { passwordLine } from "../server/server-with-users.ts";
import { makeCertificate } from "./make-certificate.ts";

setDefaultTimeout(60_000);

test("over HTTPS, programs trust the authority they are told of", async () => {
	using scratch = new Scratch();
	const { certificateFile } = makeCertificate(scratch.path, "server");
	const users = join(scratch.path, "users");
	writeFileSync(users, passwordLine("tester"));
	const tls = ["--https", "--tls-cert", "server.crt", "--tls-key", "server.key"];
	const { url } = await serve(scratch, [...tls, "--auth-file", "users", "--require-auth"]);
	expect(url).toStartWith("https://127.0.0.1:");
	const signedIn = { TORC_PASSWORD: "correct horse" };
	const told = { ...signedIn, TORC_TLS_CA_CERT: certificateFile };
	expect((await scratch.torc(["--url", url, "workflows", "list"], { env: told })).exitCode).toBe(0);
	const flag = ["--url", url, "--tls-ca-cert", "server.crt", "workflows", "list"];
	expect((await scratch.torc(flag, { env: signedIn })).exitCode).toBe(0);
	expect((await scratch.torc(["--url", url, "workflows", "list"], { env: signedIn })).exitCode).toBe(1);
	const change = ["remove", "--file", "users", "tester", "--reload-auth", "--url", url];
	writeFileSync(users, passwordLine("tester") + passwordLine("ada"));
	const { stderr } = await scratch.torc(change, { program: "torc-htpasswd", env: told });
	expect(stderr).toContain("read the file again: 1 users");
});
