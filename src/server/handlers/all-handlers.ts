// Every operation's handler; a declared operation without one does not compile.
import type { Handlers } from "../handler.ts";
import type { Services } from "../services.ts";
import { accessGroupHandlers } from "./access-groups.ts";
import { actionHandlers } from "./actions.ts";
import { adminHandlers } from "./admin.ts";
import { checkpointHandlers } from "./checkpoints.ts";
import { claimHandlers } from "./claims.ts";
import { computeNodeHandlers } from "./compute-nodes.ts";
import { failureHandlerHandlers, requirementHandlers, schedulerHandlers } from "./definitions.ts";
import { eventHandlers } from "./events.ts";
import { exportImportHandlers } from "./export-import.ts";
import { fileHandlers, userDataHandlers } from "./files.ts";
import { jobHandlers } from "./jobs.ts";
import { remoteWorkerHandlers } from "./remote-workers.ts";
import { resultHandlers } from "./results.ts";
import { roCrateEntityHandlers } from "./ro-crate-entities.ts";
import { syncHandlers } from "./sync.ts";
import { systemHandlers } from "./system.ts";
import { taskHandlers } from "./tasks.ts";
import { workflowStateHandlers } from "./workflow-state.ts";
import { workflowViewHandlers } from "./workflow-views.ts";
import { workflowHandlers } from "./workflows.ts";

export function allHandlers(services: Services): Handlers {
	return {
		...accessGroupHandlers(services),
		...actionHandlers(services),
		...checkpointHandlers(services),
		...adminHandlers(services),
		...claimHandlers(services),
		...computeNodeHandlers(services),
		...eventHandlers(services),
		...exportImportHandlers(services),
		...failureHandlerHandlers(services),
		...fileHandlers(services),
		...jobHandlers(services),
		...remoteWorkerHandlers(services),
		...requirementHandlers(services),
		...resultHandlers(services),
		...roCrateEntityHandlers(services),
		...schedulerHandlers(services),
		...syncHandlers(services),
		...systemHandlers(services),
		...taskHandlers(services),
		...userDataHandlers(services),
		...workflowHandlers(services),
		...workflowStateHandlers(services),
		...workflowViewHandlers(services),
	};
}
