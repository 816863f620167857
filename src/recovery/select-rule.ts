// Which rule of a failure handler applies to an exit code (4-runner §9): the first that lists it, else the first that
// matches all.

export interface FailureRule {
	readonly exit_codes: readonly number[];
	readonly match_all_exit_codes: boolean;
	readonly recovery_script?: string | null | undefined;
	/** Null: `stop`. */
	readonly recovery_script_failure?: "stop" | "retry" | null | undefined;
	/** Attempts in all. */
	readonly max_retries: number;
}

export function selectRule(rules: readonly FailureRule[], exitCode: number): FailureRule | null {
	return (
		rules.find((rule) => rule.exit_codes.includes(exitCode)) ?? rules.find((rule) => rule.match_all_exit_codes) ?? null
	);
}
