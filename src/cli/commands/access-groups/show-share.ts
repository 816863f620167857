// What people see of a share.
import type { WorkflowAccessGroupModel } from "../../../contract/models/access.ts";
import { fields, type View } from "../../render/view.ts";

export const showShare = (share: WorkflowAccessGroupModel, title: string): View =>
	fields({ "Workflow ID": share.workflow_id, "Group ID": share.group_id, Level: share.level }, title);
