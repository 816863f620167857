// Reading SQL of administrators runs in a process of its own where it can: a query that never ends cannot be interrupted
// inside this one, and would hold up everybody.
import { spawn } from "node:child_process";
import { type ErrorKind, TorcError } from "../core/errors.ts";
import { ownProgram } from "../platform/own-program.ts";
import { openDatabase } from "../sqlite/database.ts";
import type { Store } from "../store/open-store.ts";
import {
	type AdminAnswer,
	type AdminQuery,
	adminRefusal,
	readAdminSql,
} from "../store/reads/administration/admin-query.ts";

interface Limits {
	/** Seconds until a query is ended. */
	readonly seconds: number;
	/** The caller hung up. */
	readonly signal: AbortSignal;
}

/** The words that start the other process. */
const WORDS = ["admin", "answer-sql"];
/** More at one time are turned away. */
const MAX_PROCESSES = 4;
let processes = 0;

/** Errors: 422 `QueryFailed`, for a query that takes too long too; `busy`. */
export async function readSqlApart(store: Store, query: AdminQuery, limits: Limits): Promise<AdminAnswer> {
	const program = ownProgram();
	if (!store.canBeOpenedTwice || program === null) return store.withReadOnly((db) => readAdminSql(db, query));
	if (processes >= MAX_PROCESSES)
		throw new TorcError("busy", "Too many queries run at this moment", { hint: "Try again." });
	processes++;
	try {
		const question = { path: store.path, sql: query.sql, limit: query.limit };
		return readAnswer(await ask(program, JSON.stringify(question), limits));
	} finally {
		processes--;
	}
}

function ask(program: string, question: string, { seconds, signal }: Limits): Promise<string> {
	return new Promise((resolve, reject) => {
		const env = { ...process.env, TORC_PROGRAM: "torc" };
		const child = spawn(program, WORDS, { stdio: ["pipe", "pipe", "pipe"], env });
		let isLate = false;
		const timer = setTimeout(() => {
			isLate = true;
			child.kill("SIGKILL");
		}, seconds * 1000);
		const hangUp = (): void => void child.kill("SIGKILL");
		signal.addEventListener("abort", hangUp, { once: true });
		if (signal.aborted) hangUp();
		const said: Buffer[] = [];
		let trouble = "";
		child.stdout.on("data", (chunk: Buffer) => said.push(chunk));
		child.stderr.on("data", (chunk: Buffer) => {
			trouble = (trouble + chunk.toString()).slice(-2000);
		});
		// A process that ends early says why by its exit code.
		child.stdin.on("error", () => undefined);
		child.stdin.end(question);
		child.once("error", reject);
		child.once("close", (code) => {
			clearTimeout(timer);
			signal.removeEventListener("abort", hangUp);
			if (isLate) reject(adminRefusal("QueryFailed", `The query was ended after ${seconds} seconds`));
			else if (code === 0) resolve(Buffer.concat(said).toString("utf8"));
			else reject(new TorcError("internal", `The process of the query ended with ${code}: ${trouble.trim()}`));
		});
	});
}

interface Question extends AdminQuery {
	readonly path: string;
}

type Answer =
	| { readonly answer: AdminAnswer }
	| {
			readonly error: { readonly kind: ErrorKind; readonly message: string; readonly details: Record<string, unknown> };
	  };

/** What the other process does: question and answer are JSON. */
export function answerSql(question: string): string {
	const { path, sql, limit } = JSON.parse(question) as Question;
	return JSON.stringify(answerQuestion(path, { sql, limit }));
}

function answerQuestion(path: string, query: AdminQuery): Answer {
	try {
		const db = openDatabase(path, { readOnly: true });
		try {
			return { answer: readAdminSql(db, query) };
		} finally {
			db.close();
		}
	} catch (error) {
		if (!(error instanceof TorcError)) throw error;
		return { error: { kind: error.kind, message: error.message, details: error.details } };
	}
}

function readAnswer(text: string): AdminAnswer {
	const outcome = JSON.parse(text) as Answer;
	if ("answer" in outcome) return outcome.answer;
	const { kind, message, details } = outcome.error;
	throw new TorcError(kind, message, { details });
}
