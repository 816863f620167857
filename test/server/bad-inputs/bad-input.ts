// One bad request and what has to come of it.

/**
 * What is wrong, `METHOD /path`, the body (undefined: none; a text is sent as it is), the status, and the field that the
 * answer names (null: the message names what it is about).
 *
 * The database (sample-database.ts) has workflow 1 with jobs 1 (running), 2 (ready), 3 (waits for 1) and 4 (completed),
 * workflow 2 of somebody else with jobs 5 and 6, and the archived workflow 3 with job 7.
 */
export type BadInput = readonly [
	what: string,
	request: `${string} /${string}`,
	body: unknown,
	status: 400 | 404 | 405 | 409 | 415 | 422,
	field: string | null,
];
