// torc logs bundle: logs, metrics and journals of a workflow in one compressed archive.
import {
	createReadStream,
	createWriteStream,
	existsSync,
	mkdirSync,
	readdirSync,
	renameSync,
	rmSync,
	statSync,
} from "node:fs";
import { join, resolve } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { createTarPacker } from "modern-tar";
import { TorcError } from "../../../core/errors.ts";
import { formatMemorySize } from "../../../core/memory-size.ts";
import { chooseWorkflow } from "../../choosing/choose-workflow.ts";
import { logsBundle } from "../../grammar/logs.ts";
import { implement } from "../../implement.ts";
import { text } from "../../render/view.ts";
import { workflowOfFile } from "./log-names.ts";

/** Where runners write, below the output folder. */
const FOLDERS = [".", "job_stdio", "resource_utilization", "journal", "offline_journal"];

export const command = implement(logsBundle, {
	run: async (context, args) => {
		const client = await context.client();
		const id = await chooseWorkflow(context, args.workflow);
		const workflow = await client.getWorkflow({ params: { id } });
		const outputDir = args.outputDir ?? context.config.text("client.run.output_dir") ?? "torc_output";
		const files = findFiles(resolve(context.cwd, outputDir), id);
		if (files.length === 0) {
			throw new TorcError("not_found", `${outputDir} has no logs of workflow ${id}; no bundle was written`, {
				hint: "Name the folder the workflow ran with: -o DIR.",
			});
		}
		const metadata = {
			workflow_id: id,
			workflow_name: workflow.name,
			workflow_description: workflow.description ?? null,
			workflow_user: workflow.user,
			collected_at: new Date().toISOString(),
			files_collected: files.length,
			total_size_bytes: files.reduce((sum, { size }) => sum + size, 0),
		};
		const folder = resolve(context.cwd, args.bundleDir);
		mkdirSync(folder, { recursive: true });
		const path = join(folder, `wf${id}.tar.gz`);
		await writeBundle(path, files, metadata);
		return { bundle_path: path, ...metadata };
	},
	show: ({ bundle_path, files_collected, total_size_bytes }) =>
		text(`Wrote ${bundle_path}: ${files_collected} files, ${formatMemorySize(total_size_bytes)} before compression`),
});

interface BundledFile {
	/** Inside the archive. */
	readonly name: string;
	readonly path: string;
	readonly size: number;
	readonly mtime: Date;
}

function findFiles(outputDir: string, workflowId: number): BundledFile[] {
	return FOLDERS.flatMap((folder) => {
		const directory = join(outputDir, folder);
		if (!existsSync(directory)) return [];
		return readdirSync(directory)
			.sort()
			.filter((name) => workflowOfFile(name) === workflowId && !name.endsWith(".tar.gz"))
			.map((name) => ({ name: join(folder, name), path: join(directory, name), stat: statSync(join(directory, name)) }))
			.filter(({ stat }) => stat.isFile())
			.map(({ name, path, stat }) => ({ name, path, size: stat.size, mtime: stat.mtime }));
	});
}

/** Under another name first, so that no half bundle is ever taken for a whole one. */
async function writeBundle(path: string, files: readonly BundledFile[], metadata: object): Promise<void> {
	const partial = `${path}.partial`;
	const { readable, controller } = createTarPacker();
	const written = pipeline(Readable.fromWeb(readable as never), createGzip(), createWriteStream(partial));
	try {
		const content = Buffer.from(`${JSON.stringify(metadata, null, 2)}\n`);
		const writer = controller.add({ name: "bundle_metadata.json", size: content.length, type: "file" }).getWriter();
		await writer.write(content);
		await writer.close();
		for (const { name, path: source, size, mtime } of files) {
			const entry = controller.add({ name, size, mtime, type: "file" });
			// A file that grows meanwhile is taken as it was.
			if (size === 0) await entry.close();
			else await Readable.toWeb(createReadStream(source, { end: size - 1 })).pipeTo(entry as never);
		}
		controller.finalize();
		await written;
		renameSync(partial, path);
	} catch (error) {
		controller.error(error);
		await written.catch(() => undefined);
		rmSync(partial, { force: true });
		throw error;
	}
}
