// References inside commands: `${files.input.N}`, `${files.output.N}`, `${user_data.input.N}`, `${user_data.output.N}`
// (1-spec §5). Every one records the relation; all other `${…}` belongs to the shell.
import type { DraftUserData } from "../../core/draft.ts";
import type { ExpandedFiles, ExpandedUserData } from "./expand-files.ts";

const TOKEN = /\$\{(files|user_data)\.(input|output)\.([^}]*)\}/g;

/** Whether a text needs the treatment at all. */
export const hasTokens = (text: string): boolean => text.includes("${files.") || text.includes("${user_data.");

export interface TokenRelations {
	readonly inputFiles: number[];
	readonly outputFiles: number[];
	readonly inputUserData: number[];
	readonly outputUserData: number[];
	/** Tokens that become ids at creation. */
	readonly idTokens: Record<string, number>;
	readonly unknown: { readonly token: string; readonly noun: "file" | "user_data"; readonly name: string }[];
}

export const noRelations = (): TokenRelations => ({
	inputFiles: [],
	outputFiles: [],
	inputUserData: [],
	outputUserData: [],
	idTokens: {},
	unknown: [],
});

/** The text with paths and data filled in; relations are added to `found`. */
export function fillTokens(text: string, files: ExpandedFiles, data: ExpandedUserData, found: TokenRelations): string {
	return text.replaceAll(TOKEN, (token: string, kind: string, direction: string, name: string) => {
		const isFile = kind === "files";
		const place = isFile ? files.index.get(name) : data.index.get(name);
		if (place === undefined) {
			found.unknown.push({ token, noun: isFile ? "file" : "user_data", name });
			return token;
		}
		if (isFile) {
			(direction === "input" ? found.inputFiles : found.outputFiles).push(place);
			return files.files[place]?.path ?? token;
		}
		(direction === "input" ? found.inputUserData : found.outputUserData).push(place);
		const record = data.records[place] as DraftUserData;
		if (direction === "input" && record.data !== undefined && record.data !== null) return JSON.stringify(record.data);
		found.idTokens[token] = place;
		return token;
	});
}
