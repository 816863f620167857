// Who changed what through the interface (commands/record-change.ts). Workflows may be gone: no foreign keys.
export const CHANGE_LOG = `
CREATE TABLE change_log (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	-- Milliseconds since 1970.
	timestamp INTEGER NOT NULL,
	user_name TEXT NOT NULL,
	is_authenticated INTEGER NOT NULL,
	client_address TEXT,
	operation TEXT NOT NULL,
	target TEXT NOT NULL,
	workflow_id INTEGER,
	rows_changed INTEGER NOT NULL
) STRICT;
CREATE INDEX change_log_by_workflow ON change_log (workflow_id);
CREATE INDEX change_log_by_time ON change_log (timestamp);
`;
