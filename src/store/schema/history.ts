// The schema's versions, oldest first.
import type { SchemaHistory } from "../../sqlite/migrate.ts";
import { CHANGE_LOG } from "./change-log.ts";
import { RUNNER_TABLES } from "./runner-tables.ts";
import { WORKFLOW_TABLES } from "./workflow-tables.ts";

export const SCHEMA: SchemaHistory = {
	// "Torc"
	applicationId: 0x546f7263,
	migrations: [WORKFLOW_TABLES + RUNNER_TABLES, CHANGE_LOG],
};
