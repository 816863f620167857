// What people see of a membership.
import type { UserGroupMembershipModel } from "../../../contract/models/access.ts";
import { fields, type View } from "../../render/view.ts";

export const showMembership = (membership: UserGroupMembershipModel, title: string): View =>
	fields({ User: membership.user_name, "Group ID": membership.group_id, Role: membership.role }, title);
