// Purpose: failure handlers; their rules come as JSON text and are checked here (3-rest-api §3, ours).
import { invalid } from "../../../core/errors.ts";
import type { StoredRecord } from "../../reads/records/record-table.ts";
import { FAILURE_HANDLERS } from "../../reads/records/record-tables.ts";
import type { Transaction } from "../../transaction.ts";
import { createRecord } from "./records.ts";

/** Errors: 404; 422 when `rules` is not a JSON list of rules. */
export function createFailureHandler(
	tx: Transaction,
	fields: { readonly workflow_id: number; readonly name: string; readonly rules: string },
): StoredRecord {
	const problem = rulesProblem(fields.rules);
	if (problem) throw invalid(`rules: ${problem}`, { field: "rules", value: fields.rules });
	return createRecord(tx, FAILURE_HANDLERS, { ...fields });
}

function rulesProblem(text: string): string | null {
	let rules: unknown;
	try {
		rules = JSON.parse(text);
	} catch (error) {
		return `not JSON: ${(error as Error).message}`;
	}
	if (!Array.isArray(rules)) return "expected a JSON list of rules";
	for (const [index, rule] of rules.entries()) {
		if (typeof rule !== "object" || rule === null || Array.isArray(rule)) return `entry ${index} is no rule`;
		const { exit_codes, match_all_exit_codes, recovery_script, recovery_script_failure, max_retries } = rule as Record<
			string,
			unknown
		>;
		const codes = exit_codes ?? [];
		if (!Array.isArray(codes) || !codes.every(Number.isInteger)) return `entry ${index}: exit_codes must be integers`;
		if (match_all_exit_codes != null && typeof match_all_exit_codes !== "boolean") {
			return `entry ${index}: match_all_exit_codes must be true or false`;
		}
		if (recovery_script != null && typeof recovery_script !== "string") {
			return `entry ${index}: recovery_script must be text`;
		}
		if (recovery_script_failure != null && !["stop", "retry"].includes(recovery_script_failure as string)) {
			return `entry ${index}: recovery_script_failure must be stop or retry`;
		}
		if (max_retries != null && !Number.isInteger(max_retries)) return `entry ${index}: max_retries must be an integer`;
	}
	return null;
}
