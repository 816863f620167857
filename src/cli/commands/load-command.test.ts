// Every command of the tables has its code.
import { expect, test } from "bun:test";
import { programNamed } from "../grammar/programs.ts";
import { hasLoader } from "./load-command.ts";

test("every command of the tables has a loader", () => {
	const programs = ["torc", "torc-server", "torc-htpasswd"].map(programNamed).filter((program) => program !== null);
	const missing = programs.flatMap((program) =>
		program.commands
			.filter((spec) => !hasLoader(program.name, spec))
			.map((spec) => `${program.name} ${spec.path.join(" ")}`),
	);
	expect(missing).toEqual([]);
});
