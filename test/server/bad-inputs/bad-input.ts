// One bad request and what has to come of it.

/**
 * What is wrong, `METHOD /path`, the body (undefined: none; a text is sent as it is), the status, and the field that the
 * answer names (null: the message names what it is about).
 * The database has what create-sample.ts makes.
 */
export type BadInput = readonly [
	what: string,
	request: `${string} /${string}`,
	body: unknown,
	status: 400 | 404 | 405 | 409 | 415 | 422,
	field: string | null,
];
