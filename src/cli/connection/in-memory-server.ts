// A server inside this program whose database is in memory until the end: for disks that are slow or shared.
import { existsSync } from "node:fs";
import { TorcError } from "../../core/errors.ts";
import type { CommandSpec } from "../grammar/command.ts";
import type { Embedded } from "./embedded-server.ts";

export interface InMemoryOptions {
	/** Where the database goes at the end. */
	readonly file: string;
	/** Also write it so often, so that less is lost when this program is killed. */
	readonly snapshotIntervalSeconds: number | undefined;
	readonly log: (message: string) => void;
}

/** Commands that last long enough to need it. */
const COMMANDS: readonly (string | undefined)[] = ["run", "exec"];

/** Errors: `environment` for other commands; `conflict` when the file is there: what is in it would be lost. */
export async function openInMemory(options: InMemoryOptions): Promise<Embedded & { readonly kind: "own" }> {
	const { file, snapshotIntervalSeconds, log } = options;
	const { startServer } = await import("../../server/start-server.ts");
	const server = await startServer({ databasePath: ":memory:", host: "127.0.0.1", port: 0, log });
	const save = (): void => {
		try {
			server.saveTo(file);
		} catch (error) {
			log(`warning: the database was not written to ${file}: ${(error as Error).message}; it is tried again`);
		}
	};
	const timer = snapshotIntervalSeconds === undefined ? undefined : setInterval(save, snapshotIntervalSeconds * 1000);
	const close = async (): Promise<void> => {
		clearInterval(timer);
		server.saveTo(file);
		await server.close();
	};
	return { kind: "own", server, close };
}

/** Errors: as `openInMemory`. */
export function refuseInMemory(command: CommandSpec, file: string): void {
	if (!COMMANDS.includes(command.path[0])) {
		throw new TorcError("environment", "--in-memory is only supported with torc run and torc exec", {
			hint: "Nothing was made. -s alone keeps the database in a file.",
		});
	}
	if (existsSync(file)) {
		throw new TorcError("conflict", `${file} is there already, and --in-memory begins a new database`, {
			hint: "Name another file with --db, or leave out --in-memory.",
		});
	}
}
