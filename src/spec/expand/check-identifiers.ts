// RO-Crate identifiers of files (1-spec, FileSpec), checked once all relations are known.
import type { DraftFile, DraftJob } from "../../core/draft.ts";
import type { SpecDocument } from "../document.ts";
import type { ExpansionContext } from "./context.ts";

const RESERVED = /^(#torc-|#software-|#job-)|^ro-crate-metadata\.json$|^\.\/$/;

export interface IdentifierInput {
	readonly files: readonly DraftFile[];
	readonly origins: readonly number[];
	readonly jobs: readonly DraftJob[];
	/** Places of files some job reads. */
	readonly read: ReadonlySet<number>;
}

export function checkIdentifiers(document: SpecDocument, context: ExpansionContext, input: IdentifierInput): void {
	if (!input.files.some((file) => file.identifier !== undefined)) return;
	const written = new Set(input.jobs.flatMap((job) => job.output_files ?? []));
	const paths = new Map(input.files.map((file, place) => [file.path, place]));
	const seen = new Map<string, string>();
	const reported = new Set<number>();
	for (const [place, file] of input.files.entries()) {
		const { identifier } = file;
		const origin = input.origins[place] as number;
		if (identifier === undefined || reported.has(origin)) continue;
		const problem = problemOf(identifier);
		if (problem === null) seen.set(identifier, file.name);
		else {
			reported.add(origin);
			context.report.error(["files", origin, "identifier"], `File '${file.name}': ${problem}`);
		}

		function problemOf(text: string): string | null {
			if (!document.enable_ro_crate) return "identifier needs enable_ro_crate: true";
			if (text.trim() === "") return "identifier must not be blank";
			if (RESERVED.test(text)) return `identifier '${text}' is reserved`;
			const other = seen.get(text);
			if (other !== undefined) return `Duplicate file identifier '${text}' (also of '${other}')`;
			const samePath = paths.get(text);
			if (samePath !== undefined && samePath !== place) return `identifier '${text}' is another file's path`;
			if (written.has(place)) return "identifier is for inputs, but a job writes this file";
			const isInput = input.read.has(place) || file.st_mtime !== undefined;
			return isInput ? null : "identifier needs a file that a job reads, or st_mtime";
		}
	}
}
