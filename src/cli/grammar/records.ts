// torc files …, user-data …, resource-requirements …, compute-nodes …
import { command } from "./command.ts";
import { listOptions, shortListOptions, USER_DATA_SHOWN } from "./list-options.ts";
import { namedWorkflow, noPrompts, recordId, workflow } from "./shared-arguments.ts";

export const filesCreate = command({
	path: ["files", "create"],
	summary: "Add a file to a workflow",
	examples: [["torc files create 12 -n input -p data/input.csv", "a file that jobs can name"]],
	positionals: workflow,
	options: {
		name: { type: "text", short: "n", required: true, help: "Its name" },
		path: { type: "text", short: "p", required: true, help: "Its path" },
	},
});
export const filesList = command({
	path: ["files", "list"],
	summary: "List the files of a workflow",
	examples: [["torc files list 12 --produced-by-job-id 3", "what job 3 writes"]],
	positionals: workflow,
	options: { producedByJobId: { type: "int", value: "ID", help: "Only files this job writes" }, ...listOptions },
});
export const filesGet = command({
	path: ["files", "get"],
	summary: "Show a file",
	examples: [["torc files get 7", "its name, path and time"]],
	positionals: recordId,
});
export const filesUpdate = command({
	path: ["files", "update"],
	summary: "Change a file's name or path",
	examples: [["torc files update 7 -p data/other.csv", "another path"]],
	positionals: recordId,
	options: {
		name: { type: "text", short: "n", help: "New name" },
		path: { type: "text", short: "p", help: "New path" },
	},
});
export const filesDelete = command({
	path: ["files", "delete"],
	summary: "Delete a file",
	examples: [["torc files delete 7", "the record; the file on disk stays"]],
	positionals: recordId,
});
export const filesListRequiredExisting = command({
	path: ["files", "list-required-existing"],
	summary: "List the files that must exist before the workflow runs",
	examples: [["torc files list-required-existing 12", "inputs that no job writes"]],
	positionals: workflow,
});

export const userDataCreate = command({
	path: ["user-data", "create"],
	summary: "Add a user data record to a workflow",
	examples: [["torc user-data create 12 -n limits -d '{\"max\": 5}'", "a record that jobs can read"]],
	positionals: workflow,
	options: {
		name: { type: "text", short: "n", required: true, help: "Its name" },
		data: { type: "text", short: "d", value: "JSON", help: "Its data" },
		ephemeral: { type: "flag", help: "Clear it when the workflow starts again" },
		consumerJobId: { type: "int", value: "ID", help: "Job that reads it" },
		producerJobId: { type: "int", value: "ID", help: "Job that writes it" },
	},
});
export const userDataList = command({
	path: ["user-data", "list"],
	summary: "List the user data of a workflow",
	examples: [["torc user-data list 12 --producer-job-id 3", "what job 3 writes"]],
	positionals: workflow,
	options: {
		...listOptions,
		limit: { ...listOptions.limit, default: USER_DATA_SHOWN, help: "Show at most this many" },
		offset: shortListOptions.offset,
		name: { type: "text", help: "Only the record of this name" },
		isEphemeral: { type: "text", values: ["true", "false"], help: "Only ephemeral ones, or only others" },
		consumerJobId: { type: "int", value: "ID", help: "Only what this job reads" },
		producerJobId: { type: "int", value: "ID", help: "Only what this job writes" },
	},
});
export const userDataGet = command({
	path: ["user-data", "get"],
	summary: "Show a record",
	examples: [["torc user-data get 9", "with its data in full"]],
	positionals: recordId,
});
export const userDataUpdate = command({
	path: ["user-data", "update"],
	summary: "Change a user data record",
	examples: [["torc user-data update 9 -d '\"done\"'", "a text needs quotes inside the quotes"]],
	positionals: recordId,
	options: {
		name: { type: "text", short: "n", help: "New name" },
		data: { type: "text", short: "d", value: "JSON", help: "New data" },
		ephemeral: { type: "text", values: ["true", "false"], help: "Whether it is cleared at a new start" },
	},
});
export const userDataDelete = command({
	path: ["user-data", "delete"],
	summary: "Delete a record",
	examples: [["torc user-data delete 9", "record 9"]],
	positionals: recordId,
});
export const userDataDeleteAll = command({
	path: ["user-data", "delete-all"],
	summary: "Delete all user data of a workflow",
	examples: [["torc user-data delete-all 12", "asks first"]],
	positionals: namedWorkflow,
	options: noPrompts,
});
export const userDataListMissing = command({
	path: ["user-data", "list-missing"],
	summary: "List the user data that must be there before the workflow runs and is not",
	examples: [["torc user-data list-missing 12", "what must be there before a start"]],
	positionals: namedWorkflow,
});

const requirementOptions = {
	numCpus: { type: "int", min: 1, help: "CPUs" },
	numGpus: { type: "int", min: 0, help: "GPUs" },
	numNodes: { type: "int", min: 1, help: "Nodes" },
} as const;
export const resourceRequirementsCreate = command({
	path: ["resource-requirements", "create"],
	summary: "Add resource requirements to a workflow",
	examples: [["torc resource-requirements create 12 -n big --num-cpus 8 -m 32g -r PT4H", "8 CPUs, 32 GiB, 4 hours"]],
	positionals: workflow,
	options: {
		name: { type: "text", short: "n", required: true, help: "Their name" },
		numCpus: { ...requirementOptions.numCpus, default: 1 },
		numGpus: { ...requirementOptions.numGpus, default: 0 },
		numNodes: { ...requirementOptions.numNodes, default: 1 },
		memory: { type: "text", short: "m", default: "1m", help: "Memory, e.g. 16g" },
		runtime: { type: "text", short: "r", default: "PT1M", help: "Longest run time, e.g. PT2H" },
	},
});
export const resourceRequirementsList = command({
	path: ["resource-requirements", "list"],
	summary: "List the resource requirements of a workflow",
	examples: [["torc resource-requirements list 12", "those of workflow 12"]],
	positionals: workflow,
	options: listOptions,
});
export const resourceRequirementsGet = command({
	path: ["resource-requirements", "get"],
	summary: "Show resource requirements",
	examples: [["torc resource-requirements get 4", "all their fields"]],
	positionals: recordId,
});
export const resourceRequirementsUpdate = command({
	path: ["resource-requirements", "update"],
	summary: "Change resource requirements",
	examples: [["torc resource-requirements update 4 --memory 64g", "more memory for all jobs that use them"]],
	positionals: recordId,
	options: {
		name: { type: "text", short: "n", help: "New name" },
		...requirementOptions,
		memory: { type: "text", help: "Memory, e.g. 16g" },
		runtime: { type: "text", help: "Longest run time, e.g. PT2H" },
	},
});
export const resourceRequirementsDelete = command({
	path: ["resource-requirements", "delete"],
	summary: "Delete resource requirements",
	examples: [["torc resource-requirements delete 4", "those that no job uses"]],
	positionals: recordId,
});

export const computeNodesGet = command({
	path: ["compute-nodes", "get"],
	summary: "Show a compute node",
	examples: [["torc compute-nodes get 5", "all its fields"]],
	positionals: recordId,
});
export const computeNodesList = command({
	path: ["compute-nodes", "list"],
	summary: "List the compute nodes that worked for a workflow",
	examples: [["torc compute-nodes list 12", "machines, their use, and whether they are active"]],
	positionals: workflow,
	options: {
		...shortListOptions,
		scheduledComputeNode: { type: "int", value: "ID", help: "Only those of this allocation" },
	},
});
