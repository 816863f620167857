// An archived workflow takes no changes but unarchiving and deletion (semantics §4).
import { invalid } from "../../core/errors.ts";

export function refuseArchived(workflow: { readonly id: number; readonly is_archived: number }): void {
	if (workflow.is_archived === 1) {
		throw invalid(`Workflow ${workflow.id} is archived. Unarchive the workflow first.`);
	}
}
