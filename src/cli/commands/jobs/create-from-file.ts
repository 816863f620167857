// torc jobs create-from-file: a job for every line of a file.
import { basename } from "node:path";
import { TorcError } from "../../../core/errors.ts";
import { chooseWorkflow } from "../../choosing/choose-workflow.ts";
import { jobsCreateFromFile } from "../../grammar/jobs.ts";
import { implement } from "../../implement.ts";
import { text } from "../../render/view.ts";
import { readCommandLines } from "../exec/command-lines.ts";

/** Jobs per request. */
const AT_ONCE = 10_000;

export const command = implement(jobsCreateFromFile, {
	run: async (context, args) => {
		const commands = readCommandLines(args.file, context.terminal.stdinIsTerminal);
		if (commands.length === 0) {
			throw new TorcError("malformed", "No valid commands found in file", {
				hint: `${args.file} needs a command per line; lines that begin with # do not count.`,
			});
		}
		const client = await context.client();
		const workflowId = await chooseWorkflow(context, args.workflow);
		const before = (await client.listJobs({ query: { workflow_id: workflowId, limit: 1 } })).total_count;
		const requirements = await client.createResourceRequirements({
			body: {
				workflow_id: workflowId,
				name: args.file === "-" ? "from standard input" : `from ${basename(args.file)}`,
				num_cpus: args.cpusPerJob,
				num_gpus: 0,
				num_nodes: 1,
				memory: args.memoryPerJob,
				runtime: args.runtimePerJob,
			},
		});
		const jobs = commands.map((line, index) => ({
			workflow_id: workflowId,
			name: `job${before + index + 1}`,
			command: line,
			resource_requirements_id: requirements.id ?? null,
		}));
		for (let start = 0; start < jobs.length; start += AT_ONCE) {
			await client.createJobs({ body: { jobs: jobs.slice(start, start + AT_ONCE) } });
		}
		const message = `Created ${jobs.length} job(s) in workflow ${workflowId}`;
		return { status: "success", message, workflow_id: workflowId, jobs_created: jobs.length };
	},
	show: ({ message }) => text(message),
});
