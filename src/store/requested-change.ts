// The request on whose behalf commands run: known to the store without passing through every handler, and still known in
// the background tasks that the request has started.
import { AsyncLocalStorage } from "node:async_hooks";

export interface RequestedChange {
	readonly user: string;
	/** False for a name that its client gave itself. */
	readonly isAuthenticated: boolean;
	readonly clientAddress: string | null;
	/** operationId of the interface. */
	readonly operation: string;
	/** Path and query. */
	readonly target: string;
	/** null: of no workflow, or of one that the change makes. */
	readonly workflowId: number | null;
	/** Its entry in the change log, once the first of its commands is committed. */
	entryId: number | null;
}

const current = new AsyncLocalStorage<RequestedChange>();

export const requestedChange = (): RequestedChange | undefined => current.getStore();

/** What `work` submits is nobody's request, although it follows from one. */
export const onNobodysBehalf = <T>(work: () => T): T => current.exit(work);

/** Commands that `work` submits are kept in the change log as this request's. */
export const onBehalfOf = <T>(change: RequestedChange, work: () => T): T => current.run(change, work);
