// A file as a list of its fields.
import type { FileModel } from "../../../contract/models/file.ts";
import { timeText } from "../../render/time-text.ts";
import { fields, type View } from "../../render/view.ts";

export const showFile = (file: FileModel, title = `File ID ${file.id}:`): View =>
	fields(
		{
			ID: file.id,
			Name: file.name,
			Path: file.path,
			"Workflow ID": file.workflow_id,
			"Modified time": typeof file.st_mtime === "number" ? timeText(file.st_mtime * 1000) : undefined,
		},
		title,
	);
