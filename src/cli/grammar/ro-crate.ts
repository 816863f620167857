// torc ro-crate …
import { command } from "./command.ts";
import { paging } from "./list-options.ts";
import { workflow } from "./shared-arguments.ts";

const id = { id: { type: "int", help: "Id of the entity" } } as const;
const entity = {
	entityId: { type: "text", value: "ID", help: "Its @id: a path, an address, or #something" },
	entityType: { type: "text", value: "TYPE", help: "The first word of its @type: File, Dataset, Person, …" },
	metadata: { type: "text", value: "JSON", help: "Its properties, a JSON object; - is standard input" },
	fileId: { type: "int", min: 0, value: "ID", help: "The file it describes" },
} as const;

export const roCrateCreate = command({
	path: ["ro-crate", "create"],
	summary: "Add an entity to the provenance of a workflow",
	examples: [
		[
			`torc ro-crate create 12 --entity-id '#ada' --entity-type Person --metadata '{"name": "Ada"}'`,
			"a person, to be referred to",
		],
	],
	positionals: workflow,
	options: {
		entityId: { ...entity.entityId, required: true },
		entityType: { ...entity.entityType, required: true },
		metadata: { ...entity.metadata, required: true },
		fileId: entity.fileId,
	},
});
export const roCrateList = command({
	path: ["ro-crate", "list"],
	summary: "List the entities of a workflow's provenance",
	examples: [["torc ro-crate list 12", "files, data sets, runs, programs"]],
	positionals: workflow,
	options: paging,
});
export const roCrateGet = command({
	path: ["ro-crate", "get"],
	summary: "Show an entity",
	examples: [["torc ro-crate get 3", "with all its properties"]],
	positionals: id,
});
export const roCrateUpdate = command({
	path: ["ro-crate", "update"],
	summary: "Change an entity",
	examples: [["torc ro-crate update 3 --file-id 0", "it describes no file any more"]],
	positionals: id,
	options: { ...entity, fileId: { ...entity.fileId, help: "The file it describes; 0 for none" } },
});
export const roCrateDelete = command({
	path: ["ro-crate", "delete"],
	summary: "Delete an entity",
	examples: [["torc ro-crate delete 3", "entity 3"]],
	positionals: id,
});
export const roCrateExport = command({
	path: ["ro-crate", "export"],
	summary: "Write the provenance of a workflow as an RO-Crate 1.1 document",
	examples: [["torc ro-crate export 12 -o ro-crate-metadata.json", "the name that readers of RO-Crates look for"]],
	positionals: workflow,
	options: {
		output: { type: "text", short: "o", value: "FILE", help: "Write it there instead of on standard output" },
	},
});
export const roCrateAddDataset = command({
	path: ["ro-crate", "add-dataset"],
	summary: "Add a folder of files as one data set, with a digest of what is in it",
	examples: [
		["torc ro-crate add-dataset 12 --name results --path out/ -j 7", "written by job 7"],
		["torc ro-crate add-dataset 12 --name raw --path raw --hash-mode content -t 4", "reads every file, four at once"],
	],
	positionals: workflow,
	options: {
		name: { type: "text", required: true, help: "Its name" },
		path: { type: "text", required: true, value: "DIR", help: "The folder" },
		hashMode: {
			type: "text",
			default: "manifest",
			values: ["manifest", "content", "none"],
			help: "Digest of paths, sizes and times (manifest), of the contents (content), or none",
		},
		description: { type: "text", help: "Its description" },
		encodingFormat: { type: "text", help: "The format of its files, e.g. text/csv" },
		threads: { type: "int", short: "t", min: 1, help: "Read this many files at once [default: one per CPU]" },
		jobId: { type: "int", short: "j", value: "ID", repeatable: true, help: "The job that wrote it" },
		metadata: { type: "text", value: "JSON", help: "Further properties, a JSON object; they win" },
	},
});
