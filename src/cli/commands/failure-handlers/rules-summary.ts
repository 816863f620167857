// The rules of a failure handler in few words.

interface Rule {
	readonly exit_codes?: readonly number[];
	readonly match_all_exit_codes?: boolean;
	readonly recovery_script?: string | null;
	readonly max_retries?: number;
}

/** `rules`: the JSON text of the handler. `codes 1, 137: at most 3 attempts; any code: fix.sh, at most 1 attempt` */
export function rulesSummary(rules: string): string {
	let parsed: unknown;
	try {
		parsed = JSON.parse(rules);
	} catch {
		return rules;
	}
	return Array.isArray(parsed) ? parsed.map((rule) => ruleText(rule as Rule)).join("; ") : rules;
}

function ruleText({
	exit_codes: codes = [],
	match_all_exit_codes: all,
	recovery_script: script,
	max_retries,
}: Rule): string {
	const which = codes.length > 0 ? `${codes.length === 1 ? "code" : "codes"} ${codes.join(", ")}` : "any code";
	// All of them, the first one included.
	const attempts = max_retries ?? 3;
	const most = `at most ${attempts} ${attempts === 1 ? "attempt" : "attempts"}`;
	const what = [...(script ? [script] : []), most].join(", ");
	return `${which}${all && codes.length > 0 ? " and any other" : ""}: ${what}`;
}
