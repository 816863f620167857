// Workflows as documents: written, and made from one.
import { TorcError } from "../../core/errors.ts";
import { importWorkflow } from "../../store/commands/import/import-workflow.ts";
import { plainAnswer, spanIdOf } from "../answer.ts";
import { exportBody } from "../body/export-body.ts";
import { readDocument } from "../body/import-document.ts";
import { isJson } from "../body/read-body.ts";
import { receiveBody } from "../body/receive-body.ts";
import type { Handlers } from "../handler.ts";
import type { Services } from "../services.ts";
import { callerName } from "./caller.ts";

export function exportImportHandlers({ store }: Services) {
	return {
		exportWorkflow: async ({ params, query, request, connection }) => {
			connection.keepOpen();
			const body = await exportBody(store, params.id, {
				includeResults: query.include_results ?? false,
				includeEvents: query.include_events ?? false,
				exportedAt: new Date(),
			});
			const headers = { "content-type": "application/json" };
			return plainAnswer(body, { status: 200, spanId: spanIdOf(request), headers });
		},

		importWorkflow: async (call) => {
			const { query, request, connection } = call;
			const type = request.headers.get("content-type");
			if (!isJson(type)) {
				throw new TorcError("unsupported_media", `Expected Content-Type application/json, got ${type ?? "none"}`);
			}
			using spool = await receiveBody(request, connection.keepBusy);
			const caller = callerName(call);
			return await store.write((tx) => {
				const document = readDocument(spool);
				const imported = importWorkflow(tx, document, {
					name: query.name ?? null,
					owner: caller === "anonymous" ? document.workflow.user : caller,
					skipResults: query.skip_results ?? false,
				});
				return { ...imported, warnings: [...document.warnings, ...imported.warnings] };
			});
		},
	} satisfies Partial<Handlers>;
}
