// What the change log needs to know of a request: who asks for what, from where, and which workflow it is about.
import type { Access } from "../contract/access.ts";
import { isKeptChange } from "../contract/changes.ts";
import type { RouteDeclaration } from "../contract/route.ts";
import type { Database } from "../sqlite/database.ts";
import { onBehalfOf } from "../store/requested-change.ts";
import { isWorkflowAccess, locateWorkflow } from "./access/workflow-check.ts";
import type { Call, Handler } from "./handler.ts";
import { callerName } from "./handlers/caller.ts";

/** The handler, with everything it changes kept in the change log; as it is where nothing is to be kept. */
export function keepChanges(
	declaration: RouteDeclaration,
	handler: Handler<RouteDeclaration>,
	db: Database,
): Handler<RouteDeclaration> {
	if (!isKeptChange(declaration)) return handler;
	const workflowOf = compileWorkflowOf(declaration.access, db);
	return (call) => {
		if (isTrial(call)) return handler(call);
		const { pathname, search } = new URL(call.request.url);
		const change = {
			user: callerName(call),
			isAuthenticated: call.user !== null,
			clientAddress: call.connection.remoteAddress,
			operation: declaration.id,
			target: pathname + search,
			workflowId: workflowOf(call),
			entryId: null,
		};
		return onBehalfOf(change, () => handler(call));
	};
}

/** Of itself no change is left by a dry run. */
const isTrial = ({ query, body }: Call<RouteDeclaration>): boolean =>
	[query, body].some((part) => (part as { readonly dry_run?: unknown } | undefined)?.dry_run === true);

function compileWorkflowOf(access: Access, db: Database): (call: Call<RouteDeclaration>) => number | null {
	if (access === "share workflow") return ({ params }) => (params as { readonly id: number }).id;
	if (!isWorkflowAccess(access)) return () => null;
	const locate = locateWorkflow(access, db);
	return (call) => locate(call) ?? null;
}
