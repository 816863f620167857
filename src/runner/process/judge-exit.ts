// What a job's end means (2-states §2, Runner mapping; 4-runner §6, §8). Pure.
import type { ExitReport } from "../../platform/spawn.ts";
import { type FailureRule, selectRule } from "../../recovery/select-rule.ts";

export interface ExitFacts {
	readonly exit: ExitReport;
	readonly signaled: boolean;
	/** Killed by the ending, after it had time or because it was to get none. */
	readonly killed: boolean;
	readonly overMemory: boolean;
	/** Declared outputs that are not there. */
	readonly missing: readonly string[];
	/** The code with which the job says that it has saved and wants to go on later. */
	readonly checkpointExitCode: number | null;
}

export interface ExitSettings {
	readonly timeoutExitCode: number;
	readonly oomExitCode: number;
	readonly usePendingFailed: boolean;
	/** The status of jobs that the ending stops. */
	readonly endedAs: "terminated" | "canceled";
	/** Why the runner ends, in words; null: it goes on. */
	readonly why: string | null;
}

export interface Judgement {
	readonly status: "completed" | "failed" | "terminated" | "canceled" | "pending_failed";
	readonly returnCode: number;
	readonly reason: string | null;
	/** The handler's rule that applies to a failure. */
	readonly rule: FailureRule | null;
}

export function judgeExit(facts: ExitFacts, settings: ExitSettings, rules: readonly FailureRule[] | null): Judgement {
	const { exit } = facts;
	if (facts.signaled || facts.killed) return stopped(facts, settings);
	if (facts.overMemory) {
		return failure(
			settings.oomExitCode,
			"used more memory than its requirements allow and was killed",
			settings,
			rules,
		);
	}
	if (exit.signal === null && exit.code === facts.checkpointExitCode) {
		const reason = `ended early by itself with its checkpoint's exit code ${exit.code}`;
		return { status: "terminated", returnCode: exit.code, reason, rule: null };
	}
	if (exit.code === 0 && facts.missing.length === 0) {
		return { status: "completed", returnCode: 0, reason: null, rule: null };
	}
	if (exit.code === 0)
		return failure(1, `declared output files are missing: ${facts.missing.join(", ")}`, settings, rules);
	const reason = exit.signal === null ? null : `ended by signal ${exit.signal}`;
	return failure(exit.code, reason, settings, rules);
}

/** Stopped by the runner: unfinished work whatever the exit code, or canceled with its workflow. */
function stopped(facts: ExitFacts, settings: ExitSettings): Judgement {
	const { exit } = facts;
	const wasKilled = facts.killed && exit.signal === 9;
	const returnCode = wasKilled && settings.endedAs === "terminated" ? settings.timeoutExitCode : exit.code;
	const why = settings.why === null ? "" : ` (${settings.why})`;
	const asked = `${facts.signaled ? "was asked to end" : "was not asked to end"}${why}`;
	const byItself = exit.signal === null ? `ended with code ${exit.code}` : `ended by signal ${exit.signal}`;
	const reason = `${asked} and ${wasKilled ? "was killed" : byItself}`;
	return { status: settings.endedAs, returnCode, reason, rule: null };
}

function failure(
	returnCode: number,
	reason: string | null,
	settings: ExitSettings,
	rules: readonly FailureRule[] | null,
): Judgement {
	const rule = rules === null ? null : selectRule(rules, returnCode);
	const status = rule === null && settings.usePendingFailed ? "pending_failed" : "failed";
	return { status, returnCode, reason, rule };
}
