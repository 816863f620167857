// torc job-dependencies …, failure-handlers …
import { command } from "./command.ts";
import { paging } from "./list-options.ts";
import { workflow } from "./shared-arguments.ts";

export const jobDependenciesJobJob = command({
	path: ["job-dependencies", "job-job"],
	summary: "List which job waits for which",
	examples: [["torc job-dependencies job-job 12 --limit 20", "the first 20 pairs of workflow 12"]],
	positionals: workflow,
	options: paging,
});
export const jobDependenciesJobFile = command({
	path: ["job-dependencies", "job-file"],
	summary: "List which job writes and which reads a file",
	examples: [["torc job-dependencies job-file 12", "writers and readers of the files of workflow 12"]],
	positionals: workflow,
	options: paging,
});
export const jobDependenciesJobUserData = command({
	path: ["job-dependencies", "job-user-data"],
	summary: "List which job writes and which reads user data",
	examples: [["torc job-dependencies job-user-data 12", "writers and readers of the user data of workflow 12"]],
	positionals: workflow,
	options: paging,
});

export const failureHandlersList = command({
	path: ["failure-handlers", "list"],
	summary: "List the failure handlers of a workflow",
	examples: [["torc failure-handlers list 12", "those of workflow 12 with their rules"]],
	positionals: workflow,
	options: paging,
});
export const failureHandlersGet = command({
	path: ["failure-handlers", "get"],
	summary: "Show a failure handler",
	examples: [["torc failure-handlers get 2", "failure handler 2"]],
	positionals: { id: { type: "int", help: "Id of the failure handler" } },
});
