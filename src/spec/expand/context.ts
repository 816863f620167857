// What expansion works with: where to report, where files are looked for, who the user is.
import { existsSync, readFileSync } from "node:fs";
import { isAbsolute, resolve } from "node:path";
import { nearestName } from "../../core/nearest-name.ts";
import type { Report } from "../diagnostic.ts";
import type { FieldPath } from "../located.ts";
import { ParameterError } from "../parameters/parameter-error.ts";

export interface ExpansionContext {
	readonly report: Report;
	/** The specification's folder; relative paths of tables and lists are looked for here first, then in the working directory. */
	readonly baseDirectory: string;
	readonly user: string;
	readonly submissionDirectory: string | undefined;
	readonly resourceMonitoring: boolean;
}

/** Error: ParameterError naming the places looked at. */
export function readSpecFile(context: ExpansionContext, path: string): string {
	const places = isAbsolute(path) ? [path] : [...new Set([resolve(context.baseDirectory, path), resolve(path)])];
	const found = places.find((place) => existsSync(place));
	if (found === undefined) throw new ParameterError(`File '${path}' not found (looked at ${places.join(" and ")})`);
	try {
		return readFileSync(found, "utf8");
	} catch (error) {
		throw new ParameterError(`File '${path}' cannot be read: ${(error as Error).message}`);
	}
}

/** Runs a step that may throw a ParameterError and reports it at the path; answers null then. */
export function attempt<T>(context: ExpansionContext, path: FieldPath, step: () => T): T | null {
	try {
		return step();
	} catch (error) {
		if (!(error instanceof ParameterError)) throw error;
		context.report.error(path, error.message);
		return null;
	}
}

/** Suggestions are dear among a million names; the first problems get them. */
const MAX_SUGGESTIONS = 20;

/** Names of one kind, expanded, with their place in the draft's list. */
export class NameIndex {
	private readonly places = new Map<string, number>();
	private suggestions = 0;
	readonly names: string[] = [];

	/** False when the name is there already. */
	add(name: string): boolean {
		if (this.places.has(name)) return false;
		this.places.set(name, this.names.length);
		this.names.push(name);
		return true;
	}

	get(name: string): number | undefined {
		return this.places.get(name);
	}

	suggest(name: string): string | null {
		if (this.suggestions++ >= MAX_SUGGESTIONS) return null;
		return nearestName(name, this.names);
	}
}

/** Reports each place once: a thousand instances of one job have one slip, not a thousand. */
export class OncePerPath {
	private readonly seen = new Set<string>();

	isNew(path: FieldPath): boolean {
		const key = path.join("\u0000");
		if (this.seen.has(key)) return false;
		this.seen.add(key);
		return true;
	}
}
