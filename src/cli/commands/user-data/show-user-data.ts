// A user data record as a list of its fields.
import type { UserDataModel } from "../../../contract/models/user-data.ts";
import { fields, type View } from "../../render/view.ts";

export const showUserData = (record: UserDataModel, title = `User data ID ${record.id}:`): View =>
	fields(
		{
			ID: record.id,
			Name: record.name,
			"Workflow ID": record.workflow_id,
			Ephemeral: record.is_ephemeral ?? false,
			Data: JSON.stringify(record.data ?? null, null, 2),
		},
		title,
	);
