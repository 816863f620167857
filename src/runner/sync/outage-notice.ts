// What people are told while the server does not answer: at once, and again from time to time with how long it may last.
import { TorcError } from "../../core/errors.ts";
import type { Session } from "../session.ts";

const AGAIN_MS = 60_000;
const DEFAULT_MINUTES = 20;

/** How long a runner without work waits for a server that is away. */
export const patienceMs = ({ workflow }: Pick<Session, "workflow">): number =>
	(workflow.compute_node_wait_for_healthy_database_minutes ?? DEFAULT_MINUTES) * 60_000;

export class OutageNotice {
	private readonly session: Pick<Session, "workflow" | "log">;
	private toldAtMs: number | null = null;

	constructor(session: Pick<Session, "workflow" | "log">) {
		this.session = session;
	}

	/** `awayMs`: since the last answer. */
	failed(error: unknown, awayMs: number): void {
		if (this.toldAtMs !== null && awayMs - this.toldAtMs < AGAIN_MS) return;
		const begins = this.toldAtMs === null;
		this.toldAtMs = awayMs;
		const minutes = Math.max(0, Math.ceil((patienceMs(this.session) - awayMs) / 60_000));
		const what = `${trouble(error)}: ${(error as Error).message}`;
		this.session.log(
			"warn",
			begins
				? `${what}; running jobs go on, results wait. When this is mended all goes on by itself; without work the runner leaves after ${minutes} min`
				: `still ${what}; the runner leaves in ${minutes} min when no job runs, results are kept`,
		);
	}

	answered(undelivered: number): void {
		if (this.toldAtMs !== null) this.session.log("info", "server answers again", { undelivered });
		this.toldAtMs = null;
	}
}

/** A server inside this program answers, but a full disk keeps it from recording anything. */
function trouble(error: unknown): string {
	if (!(error instanceof TorcError)) return "server does not answer";
	if (error.kind === "environment") return "nothing can be recorded";
	return error.status < 500 ? "server refuses what this runner tells it" : "server does not answer";
}
