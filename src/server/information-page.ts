// What a browser gets outside the interface's base path.

import { BASE_PATH } from "../contract/interface.ts";
import { openApiDocument } from "../contract/openapi.ts";
import { jsonAnswer, plainAnswer } from "./answer.ts";

const PAGE = `<!doctype html><meta charset="utf-8"><title>Torc server</title>
<p>This is a Torc server. Its REST interface lies below <code>${BASE_PATH}</code>
(<a href="${BASE_PATH}/openapi.json">OpenAPI document</a>). The dashboard is a program of its own: <code>torc-dash</code>.</p>
`;

const page = (spanId: string): Response =>
	plainAnswer(PAGE, { status: 200, spanId, headers: { "content-type": "text/html; charset=utf-8" } });

let document: unknown = null;

/** Paths that are no operations. */
export const extraPages: Readonly<Record<string, (spanId: string) => Response>> = {
	"/": page,
	"/dashboard": page,
	[`${BASE_PATH}/openapi.json`]: (spanId) => {
		// Built on the first request: it costs some milliseconds that no start should pay.
		document ??= openApiDocument();
		return jsonAnswer(document, 200, spanId);
	},
};
