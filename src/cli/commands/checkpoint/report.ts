// A test's report, for people and as data.
import { formatMemorySize } from "../../../core/memory-size.ts";
import { table, text, type View } from "../../render/view.ts";
import type { InterruptionVerdict } from "./trial/judge-interruption.ts";
import { type Finding, type InterruptionRow, judgeTest, redoneSeconds, type TestFacts } from "./trial/judge-test.ts";

export interface TestReport {
	readonly job: string;
	readonly good: boolean;
	readonly findings: readonly Finding[];
	readonly uninterrupted_seconds: number;
	/** From signal to KILL, where the job will run. */
	readonly lead_seconds: number;
	readonly interruptions: readonly ReportedInterruption[];
	/** The last attempt, which was not interrupted. */
	readonly continued: { readonly status: string; readonly return_code: number; readonly seconds: number };
	/** Work that was done again; null when the job did not get to its end. */
	readonly redone_seconds: number | null;
	readonly outputs: TestFacts["continued"]["outputs"];
	/** How the job went on from a save that a kill cut short; null when no kill can do that or nothing was saved. */
	readonly torn_save: { readonly file: string; readonly survived: boolean } | "untried" | null;
	/** Where the files and logs of all runs are; null when they were removed. */
	readonly kept_in: string | null;
}

interface ReportedInterruption {
	readonly verdict: InterruptionVerdict;
	/** Seconds from the start of the job; null when it was not asked to end. */
	readonly asked_after_seconds: number | null;
	readonly signal_to_exit_seconds: number | null;
	readonly lead_seconds: number | null;
	readonly return_code: number;
	readonly checkpoint_files: readonly string[];
	readonly checkpoint_bytes: number;
}

export function makeReport(facts: TestFacts, leadSeconds: number, keptIn: string | null): TestReport {
	const findings = judgeTest(facts);
	const { end, outputs } = facts.continued;
	return {
		job: facts.job,
		good: findings.length === 0,
		findings,
		uninterrupted_seconds: rounded(facts.uninterruptedSeconds),
		lead_seconds: leadSeconds,
		interruptions: facts.interruptions.map(reported),
		continued: { status: end.status, return_code: end.returnCode, seconds: rounded(end.runSeconds) },
		redone_seconds: orNull(redoneSeconds(facts)),
		outputs,
		torn_save: tornSave(facts.torn),
		kept_in: keptIn,
	};
}

function tornSave(torn: TestFacts["torn"]): TestReport["torn_save"] {
	if (torn === null || torn === "untried") return torn;
	const { end, outputs } = torn.continued;
	return { file: torn.save.path, survived: end.status === "completed" && outputs.every((output) => output.equal) };
}

function reported({ verdict, end, saved }: InterruptionRow): ReportedInterruption {
	return {
		verdict,
		asked_after_seconds: orNull(end.askedAfterSeconds),
		signal_to_exit_seconds: orNull(end.signalToExitSeconds),
		lead_seconds: orNull(end.leadSeconds),
		return_code: end.returnCode,
		checkpoint_files: saved.files,
		checkpoint_bytes: saved.bytes,
	};
}

const rounded = (seconds: number): number => Math.round(seconds * 1000) / 1000;
const orNull = (seconds: number | null): number | null => (seconds === null ? null : rounded(seconds));

const VERDICTS: Readonly<Record<InterruptionVerdict, string>> = {
	saved: "saved",
	saved_earlier: "saved earlier, then ended by the signal",
	ended_before: "was done before",
	no_handler: "no handler: ended by the signal",
	not_asked: "not asked to save",
	too_slow: "too slow: killed",
	ignored: "signal ignored",
	checkpoint_missing: "checkpoint missing",
	not_saved: "saved nothing new",
	failed: "failed",
};

const SHOWN_FILES = 2;

export function showReport(report: TestReport): View {
	const rows = report.interruptions.map((interruption, index) => ({ ...interruption, number: index + 1 }));
	const interruptions = table(rows, COLUMNS, { noun: "interruptions", empty: "Not interrupted" });
	return { view: "several", views: [interruptions, text(summary(report).join("\n"))] };
}

type Row = ReportedInterruption & { readonly number: number };

const seconds = (value: number | null): string => (value === null ? "–" : `${value.toFixed(1)} s`);

const COLUMNS = {
	"#": (row: Row) => row.number,
	"Interrupted after": (row: Row) => seconds(row.asked_after_seconds),
	"Signal to exit": (row: Row) => seconds(row.signal_to_exit_seconds),
	Lead: (row: Row) => seconds(row.lead_seconds),
	Code: (row: Row) => row.return_code,
	Checkpoint: (row: Row) => filesText(row),
	Verdict: (row: Row) => VERDICTS[row.verdict],
};

function filesText({ checkpoint_files: files, checkpoint_bytes: bytes }: ReportedInterruption): string {
	if (files.length === 0) return "none";
	const names = files.length > SHOWN_FILES ? `${files.length} files` : files.join(", ");
	return `${names} (${formatMemorySize(bytes)})`;
}

function summary(report: TestReport): string[] {
	const { job, good, findings, continued, redone_seconds, torn_save, kept_in } = report;
	const kept = kept_in === null ? [] : [`Files and logs of all runs: ${kept_in}`];
	const run = `Alone: ${report.uninterrupted_seconds.toFixed(1)} s. Continued: ${continued.status} with code ${continued.return_code} after ${continued.seconds.toFixed(1)} s`;
	const redone = redone_seconds === null ? "." : `; ${redone_seconds.toFixed(1)} s were done again.`;
	if (!good) {
		return [run + redone, "", ...findings.flatMap(({ message, advice }) => [`✗ ${message}.`, `  ${advice}`]), ...kept];
	}
	const outputs = report.outputs.map(({ path }) => path).join(", ");
	return [
		run + redone,
		"",
		`✓ ${job} saves in time and goes on from there${outputs === "" ? "" : `; the same results: ${outputs}`}.`,
		...tornText(torn_save),
		...kept,
	];
}

function tornText(torn: TestReport["torn_save"]): string[] {
	if (torn === null) return [];
	if (torn !== "untried") return [`✓ It also survives a kill while ${torn.file} is being written.`];
	return [
		"Whether a kill can cut its save short was not tried: it was done too soon, or this system does not tell who writes files.",
	];
}
