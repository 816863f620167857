// torc-server service install
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { TorcError } from "../../../core/errors.ts";
import { ownProgram } from "../../../platform/own-program.ts";
import { serviceInstall } from "../../grammar/server-service.ts";
import { implement } from "../../implement.ts";
import { text } from "../../render/view.ts";
import { serviceSettings } from "./service-settings.ts";
import { carryOut, homeOf, thisHost } from "./this-host.ts";

export const command = implement(serviceInstall, {
	run: async (context, args) => {
		const settings = serviceSettings(args, { home: homeOf(context), cwd: context.cwd });
		const program = ownProgram();
		if (program === null) throw new TorcError("environment", "The service cannot find this program's own file");
		const host = thisHost(context, settings.scope);
		const unit = host.text(program, settings);
		const before = host.prepare(settings.folders);
		if (args.dryRun) {
			const steps = [
				...settings.folders.map((folder) => ["mkdir", "-p", folder]),
				...before,
				["write", host.file],
				...host.afterInstall,
			];
			return { file: host.file, unit, steps: steps.map((words) => words.join(" ")) };
		}
		for (const folder of settings.folders) mkdirSync(folder, { recursive: true, mode: 0o750 });
		for (const step of before) carryOut(step);
		mkdirSync(dirname(host.file), { recursive: true });
		writeFileSync(host.file, unit);
		chmodSync(host.file, 0o644);
		for (const step of host.afterInstall) carryOut(step);
		return { file: host.file, unit, steps: null };
	},
	show: ({ file, unit, steps }) =>
		text(
			steps === null
				? `Installed and started torc-server (${file})`
				: `# ${file}\n${unit}\n# Steps\n${steps.join("\n")}`,
		),
});
