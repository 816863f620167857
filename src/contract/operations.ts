// Every operation of the REST interface, by name.
import * as accessGroups from "./routes/access-groups.ts";
import * as actions from "./routes/actions.ts";
import * as admin from "./routes/admin.ts";
import * as checkpoints from "./routes/checkpoints.ts";
import * as claims from "./routes/claims.ts";
import * as computeNodes from "./routes/compute-nodes.ts";
import * as events from "./routes/events.ts";
import * as exportImport from "./routes/export-import.ts";
import * as failureHandlers from "./routes/failure-handlers.ts";
import * as files from "./routes/files.ts";
import * as jobs from "./routes/jobs.ts";
import * as remoteWorkers from "./routes/remote-workers.ts";
import * as resourceRequirements from "./routes/resource-requirements.ts";
import * as results from "./routes/results.ts";
import * as roCrateEntities from "./routes/ro-crate-entities.ts";
import * as scheduledComputeNodes from "./routes/scheduled-compute-nodes.ts";
import * as schedulers from "./routes/schedulers.ts";
import * as system from "./routes/system.ts";
import * as tasks from "./routes/tasks.ts";
import * as userData from "./routes/user-data.ts";
import * as workflowState from "./routes/workflow-state.ts";
import * as workflowViews from "./routes/workflow-views.ts";
import * as workflows from "./routes/workflows.ts";
import * as sync from "./sync.ts";

export const operations = {
	...accessGroups,
	...actions,
	...checkpoints,
	...admin,
	...claims,
	...computeNodes,
	...events,
	...exportImport,
	...failureHandlers,
	...files,
	...jobs,
	...remoteWorkers,
	...resourceRequirements,
	...results,
	...roCrateEntities,
	...scheduledComputeNodes,
	...schedulers,
	...system,
	...tasks,
	...userData,
	...workflowState,
	...workflowViews,
	...workflows,
	syncComputeNode: sync.syncComputeNode,
	createWorkflowFromDraft: sync.createWorkflowFromDraft,
};

export type Operations = typeof operations;
