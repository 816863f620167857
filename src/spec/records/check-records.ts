// From a located document to the records of a specification: every field checked, every problem reported.
import type { Report } from "../diagnostic.ts";
import type { Json, SpecDocument } from "../document.ts";
import type { LocatedMap, LocatedNode } from "../located.ts";
import { workflow } from "./workflow-record.ts";

/** Null when there are errors. */
export function checkRecords(root: LocatedMap, report: Report): SpecDocument | null {
	const before = report.diagnostics.length;
	workflow(root, [], report);
	if (report.diagnostics.slice(before).some((diagnostic) => diagnostic.severity === "error")) return null;
	const document = withoutNulls(root) as Record<string, unknown>;
	if (typeof document.metadata === "string") document.metadata = JSON.parse(document.metadata) as Json;
	const defaults = document.slurm_defaults as Record<string, unknown> | undefined;
	if (defaults) {
		document.slurm_defaults = Object.fromEntries(
			Object.entries(defaults).filter(([, value]) => typeof value !== "object"),
		);
	}
	return document as unknown as SpecDocument;
}

/** Plain values; a null field counts as absent, except inside free data. */
function withoutNulls(node: LocatedNode, isData = false): unknown {
	if (node.kind === "scalar") return node.value;
	if (node.kind === "list") return node.items.map((item) => withoutNulls(item, isData));
	const value: Record<string, unknown> = {};
	for (const { key, value: inner } of node.entries) {
		if (!isData && inner.kind === "scalar" && inner.value === null) continue;
		value[key] = withoutNulls(inner, isData || key === "data" || key === "metadata");
	}
	return value;
}
