// What people see of a group.
import type { AccessGroupModel } from "../../../contract/models/access.ts";
import { fields, table, type View } from "../../render/view.ts";

export const showGroup = (group: AccessGroupModel, title: string): View =>
	fields(
		{
			ID: group.id,
			Name: group.name,
			Description: group.description,
			Created: group.created_at,
			...(group.is_system && { "Of the system": "yes" }),
		},
		title,
	);

export const showGroups = (groups: readonly AccessGroupModel[], empty: string): View =>
	table(
		groups,
		{
			ID: (group) => group.id,
			Name: (group) => group.name,
			Description: (group) => group.description,
			Created: (group) => group.created_at,
		},
		{ noun: "access groups", empty },
	);
