// torc slurm create, update, list, get, delete, and torc scheduled-compute-nodes …
import { command } from "./command.ts";
import { paging, shortListOptions } from "./list-options.ts";
import { recordId, workflow } from "./shared-arguments.ts";

const requests = {
	account: { type: "text", short: "a", help: "Account to charge" },
	gres: { type: "text", short: "g", help: "Generic resources, e.g. gpu:2" },
	mem: { type: "text", short: "m", help: "Memory per node, e.g. 180G" },
	partition: { type: "text", short: "p", help: "Partition" },
	tmp: { type: "text", short: "t", help: "Disk space on the nodes, e.g. 50G" },
	extra: { type: "text", short: "e", value: "FLAGS", help: "Further flags for sbatch" },
} as const;

export const slurmCreate = command({
	path: ["slurm", "create"],
	summary: "Add a Slurm scheduler to a workflow",
	examples: [["torc slurm create 12 -n short -a proj1 -p debug -W 01:00:00", "one-hour allocations in debug"]],
	positionals: workflow,
	options: {
		name: { type: "text", short: "n", required: true, help: "Its name" },
		...requests,
		account: { ...requests.account, required: true },
		nodes: { type: "int", short: "N", min: 1, default: 1, help: "Nodes per allocation" },
		qos: { type: "text", short: "q", default: "normal", help: "Quality of service" },
		walltime: { type: "text", short: "W", default: "04:00:00", help: "Wall time of an allocation" },
		serializeAllocations: { type: "flag", help: "One allocation after another, never two at once" },
	},
});

export const slurmUpdate = command({
	path: ["slurm", "update"],
	summary: "Change a Slurm scheduler",
	examples: [["torc slurm update 3 --walltime 08:00:00", "longer allocations from now on"]],
	positionals: { schedulerId: { type: "int", help: "Id of the scheduler" } },
	options: {
		name: { type: "text", short: "N", help: "New name" },
		...requests,
		nodes: { type: "int", short: "n", min: 1, help: "Nodes per allocation" },
		qos: { type: "text", short: "q", help: "Quality of service" },
		walltime: { type: "text", help: "Wall time of an allocation" },
		serializeAllocations: { type: "text", values: ["true", "false"], help: "One allocation after another" },
	},
});

export const slurmList = command({
	path: ["slurm", "list"],
	summary: "List the Slurm schedulers of a workflow",
	examples: [["torc slurm list 12", "those of workflow 12"]],
	positionals: workflow,
	options: paging,
});
export const slurmGet = command({
	path: ["slurm", "get"],
	summary: "Show a Slurm scheduler",
	examples: [["torc slurm get 3", "scheduler 3"]],
	positionals: recordId,
});
export const slurmDelete = command({
	path: ["slurm", "delete"],
	summary: "Delete a Slurm scheduler",
	examples: [["torc slurm delete 3", "scheduler 3"]],
	positionals: recordId,
});

export const scheduledComputeNodesGet = command({
	path: ["scheduled-compute-nodes", "get"],
	summary: "Show an allocation",
	examples: [["torc scheduled-compute-nodes get 5", "allocation 5, by the id Torc gave it"]],
	positionals: recordId,
});
export const scheduledComputeNodesList = command({
	path: ["scheduled-compute-nodes", "list"],
	summary: "List the allocations of a workflow",
	examples: [["torc scheduled-compute-nodes list 12 --status active", "those that run now"]],
	positionals: workflow,
	options: {
		...shortListOptions,
		schedulerId: { type: "text", value: "ID", help: "Only the one with this Slurm job id" },
		schedulerConfigId: { type: "text", value: "ID", help: "Only those of this scheduler" },
		status: { type: "text", help: "Only pending, active, complete or canceled ones" },
	},
});
export const scheduledComputeNodesListJobs = command({
	path: ["scheduled-compute-nodes", "list-jobs"],
	summary: "List the jobs that ran in an allocation",
	examples: [["torc scheduled-compute-nodes list-jobs 5", "ids of the jobs of allocation 5"]],
	positionals: recordId,
});
