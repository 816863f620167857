// torc tasks …
import { command } from "./command.ts";

export const tasksWait = command({
	path: ["tasks", "wait"],
	summary: "Wait until work that the server does in the background has ended",
	examples: [["torc tasks wait 3 --timeout 60", "at most a minute; exit code 1 when it failed or is not done yet"]],
	positionals: { id: { type: "int", help: "Id of the task, as init --async tells it" } },
	options: {
		timeout: { type: "int", min: 0, value: "SECONDS", help: "Wait at most this long [default: as long as it takes]" },
		pollFallbackInterval: { type: "int", min: 1, value: "SECONDS", default: 10, help: "Ask at least this often" },
	},
});
