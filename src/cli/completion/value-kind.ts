// What a value of a command line is, told by its name in the tables: this is what Tab can offer for it.
import { JOB_STATUSES } from "../../core/job-status.ts";
import { LOG_LEVELS } from "../../core/log-level.ts";
import type { CommandSpec, OptionSpec, PositionalSpec } from "../grammar/command.ts";

export type ValueKind =
	| { readonly kind: "words"; readonly words: readonly string[] }
	| { readonly kind: "workflow" }
	/** A specification's file, or a workflow. */
	| { readonly kind: "spec_or_workflow" }
	| { readonly kind: "job" }
	| { readonly kind: "file" }
	| { readonly kind: "folder" }
	| { readonly kind: "anything" };

const WORKFLOWS = ["workflow", "workflows", "workflowId"];
const JOBS = ["job", "jobId", "jobIds", "blockingJobIds", "upstreamJobId", "consumerJobId", "producerJobId"];
const FILES = ["file", "path", "dbPaths", "db", "database", "filename", "commandsFile"];

export function valueKind(key: string, spec: OptionSpec | PositionalSpec, command: CommandSpec | null): ValueKind {
	const [group = ""] = command?.path ?? [];
	if (spec.values) return { kind: "words", words: spec.values };
	if (key === "isArchived") return { kind: "words", words: ["true", "false"] };
	if (key === "status") return { kind: "words", words: JOB_STATUSES };
	if (key === "logLevel") return { kind: "words", words: LOG_LEVELS };
	if (WORKFLOWS.includes(key)) return { kind: "workflow" };
	if (key === "specOrId") return { kind: "spec_or_workflow" };
	if (JOBS.includes(key) || (group === "jobs" && (key === "id" || key === "ids"))) return { kind: "job" };
	const named = "value" in spec ? spec.value : undefined;
	if (named === "DIR") return { kind: "folder" };
	if (named === "FILE" || named === "PATH" || FILES.includes(key)) return { kind: "file" };
	return { kind: "anything" };
}
