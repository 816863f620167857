// torc-server service: the unit is one that systemd understands; installing, starting, stopping, taking away.
// systemctl is a stand-in that keeps a list of what it was told: a real one would need the system's own manager.
import { expect, setDefaultTimeout, test } from "bun:test";
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { launchdPlist } from "../../src/cli/commands/service/launchd-plist.ts";
import { serviceHost } from "../../src/cli/commands/service/service-host.ts";
import { Scratch } from "./torc-process.ts";

setDefaultTimeout(60_000);

const PROGRAM = join(import.meta.dir, "../../bin/torc-server");

function service(scratch: Scratch, ...args: string[]) {
	const env = { ...scratch.environment(), PATH: `${join(scratch.path, "bin")}:${process.env.PATH}` };
	const options = { cwd: scratch.path, env, encoding: "utf8" } as const;
	const { status, stdout, stderr } = spawnSync(PROGRAM, ["service", ...args], options);
	return { exitCode: status, stdout, stderr };
}

/** Notes what it is told; a service is active between start and stop. */
const SYSTEMCTL = `#!/bin/sh
echo "$*" >> "$HOME/told"
case "$*" in
*is-active*) [ -e "$HOME/active" ] ;;
*stop*|*disable*) rm -f "$HOME/active" ;;
*start*|*enable*) touch "$HOME/active" ;;
esac
`;

function withSystemctl(): Scratch {
	const scratch = new Scratch();
	mkdirSync(join(scratch.path, "bin"));
	writeFileSync(join(scratch.path, "bin/systemctl"), SYSTEMCTL);
	chmodSync(join(scratch.path, "bin/systemctl"), 0o755);
	return scratch;
}

const told = (scratch: Scratch): string[] => readFileSync(join(scratch.path, "told"), "utf8").trim().split("\n");
const onLinux = process.platform === "linux";

test.if(onLinux)("a service of one's own: install, status, stop, start, uninstall", () => {
	using scratch = withSystemctl();
	const unit = join(scratch.path, ".config/systemd/user/torc-server.service");
	expect(service(scratch, "status", "--user").stdout).toBe(`torc-server is not installed (${unit})\n`);
	expect(service(scratch, "start", "--user")).toMatchObject({ exitCode: 1, stdout: "" });
	const installed = service(scratch, "install", "--user", "-p", "9000", "--auth-file", "users");
	expect(installed).toEqual({ exitCode: 0, stdout: `Installed and started torc-server (${unit})\n`, stderr: "" });
	const text = readFileSync(unit, "utf8");
	expect(text).toContain(`server run --host 0.0.0.0 --port 9000 --database ${scratch.path}/.torc/torc.db`);
	expect(text).toContain(`--auth-file ${scratch.path}/users --log-dir ${scratch.path}/.torc/logs`);
	expect(text).not.toContain("User=");
	expect(statSync(join(scratch.path, ".torc/logs")).mode & 0o777).toBe(0o750);
	expect(service(scratch, "status", "--user").stdout).toStartWith("torc-server is running");
	expect(service(scratch, "stop", "--user").stdout).toBe("Stopped torc-server\n");
	expect(service(scratch, "status", "--user").stdout).toStartWith("torc-server is stopped");
	expect(service(scratch, "start", "--user").stdout).toBe("Started torc-server\n");
	expect(service(scratch, "uninstall", "--user").exitCode).toBe(0);
	expect([existsSync(unit), existsSync(join(scratch.path, ".torc/logs"))]).toEqual([false, true]);
	expect(told(scratch)).toEqual([
		"--user daemon-reload",
		"--user enable --now torc-server",
		"--user is-active --quiet torc-server",
		"--user stop torc-server",
		"--user is-active --quiet torc-server",
		"--user start torc-server",
		"--user disable --now torc-server",
		"--user daemon-reload",
	]);
});

test.if(onLinux)("what cannot be is refused, and nothing is installed", () => {
	using scratch = withSystemctl();
	for (const args of [["--https"], ["--require-auth"]]) {
		const { exitCode, stderr } = service(scratch, "install", "--user", ...args);
		expect([exitCode, stderr.includes("Nothing was installed.")]).toEqual([1, true]);
	}
	writeFileSync(join(scratch.path, "bin/systemctl"), "#!/bin/sh\necho no manager here >&2\nexit 1\n");
	const { exitCode, stderr } = service(scratch, "install", "--user");
	expect([exitCode, stderr]).toEqual([1, expect.stringContaining("daemon-reload' failed: no manager here")]);
});

const analyzes = spawnSync("systemd-analyze", ["--version"]).status === 0;

test.skipIf(!analyzes && process.env.CI !== "true")("systemd understands the unit, odd paths included", () => {
	using scratch = new Scratch();
	for (const scope of [[], ["--user"]]) {
		const { stdout } = service(scratch, "install", "--dry-run", ...scope, "-d", 'my data/100% "$x"/torc.db');
		const unit = stdout.slice(stdout.indexOf("[Unit]"), stdout.indexOf("# Steps"));
		expect(unit).toContain(scope.length > 0 ? "WantedBy=default.target" : "User=torc");
		const file = join(scratch.path, "torc-server.service");
		writeFileSync(file, unit);
		const { status, stderr } = spawnSync("systemd-analyze", ["verify", file], { encoding: "utf8" });
		expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
	}
});

test("macOS has a job of launchd, other systems none", () => {
	const plist = launchdPlist("/opt/torc", { scope: "user", argv: ["server", "--user=<a&b>"], folders: ["/x/logs"] });
	expect(plist).toContain("<string>--user=&lt;a&amp;b&gt;</string>");
	const host = serviceHost("darwin", "user", { home: "/Users/ada", uid: 501 });
	expect(host.file).toBe("/Users/ada/Library/LaunchAgents/com.github.torc.torc-server.plist");
	expect(host.stop).toEqual(["launchctl", "bootout", "gui/501/com.github.torc.torc-server"]);
	expect(() => serviceHost("win32", "user", { home: "", uid: 0 })).toThrow("Services are not supported on win32");
});
