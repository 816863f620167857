// What a browser gets beside the operations: a page that says what this is, and the OpenAPI document.
import { BASE_PATH } from "../contract/interface.ts";
import { openApiDocument } from "../contract/openapi.ts";
import { jsonAnswer, plainAnswer } from "./answer.ts";

const PAGE = `<!doctype html><meta charset="utf-8"><title>Torc server</title>
<p>This is a Torc server. Its REST interface lies below <code>${BASE_PATH}</code> (OpenAPI document:
<a href="${BASE_PATH}/openapi.json">JSON</a>, <a href="${BASE_PATH}/openapi.yaml">YAML</a>). The dashboard is a program of
its own: <code>torc-dash</code>.</p>
`;

const page = (spanId: string): Response =>
	plainAnswer(PAGE, { status: 200, spanId, headers: { "content-type": "text/html; charset=utf-8" } });

// Built on the first request: they cost some milliseconds that no start should pay.
let document: unknown = null;
let yaml: string | null = null;

/** Paths that are no operations. */
export const extraPages: Readonly<Record<string, (spanId: string) => Response | Promise<Response>>> = {
	"/": page,
	"/dashboard": page,
	[`${BASE_PATH}/openapi.json`]: (spanId) => {
		document ??= openApiDocument();
		return jsonAnswer(document, 200, spanId);
	},
	[`${BASE_PATH}/openapi.yaml`]: async (spanId) => {
		yaml ??= (await import("../contract/openapi-yaml.ts")).openApiYaml();
		return plainAnswer(yaml, { status: 200, spanId, headers: { "content-type": "application/yaml" } });
	},
};
