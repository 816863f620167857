// Binds the declared operations to their handlers: find the route, read what was sent, call, answer.
import { RegExpRouter } from "hono/router/reg-exp-router";
import { BASE_PATH } from "../contract/interface.ts";
import { operations } from "../contract/operations.ts";
import type { RouteDeclaration } from "../contract/route.ts";
import { TorcError } from "../core/errors.ts";
import type { Connection } from "../platform/listen.ts";
import { type AccessPolicy, type Ask, compileGuard, type Guard } from "./access/guard.ts";
import { jsonAnswer, plainAnswer, spanIdOf } from "./answer.ts";
import { compileBodyReader } from "./body/read-body.ts";
import type { Authenticator } from "./credentials/credentials.ts";
import { errorAnswer } from "./error-answer.ts";
import type { Call, Handler, Handlers } from "./handler.ts";
import { keepChanges } from "./kept-change.ts";
import { compileNullRemover } from "./omit-nulls.ts";
import { compileParameters, decode, splitQuery } from "./read-parameters.ts";
import type { Observer, Watch } from "./traffic/observer.ts";

export interface RouterOptions {
	readonly handlers: Handlers;
	/** Pages that are no operations, e.g. the OpenAPI document: path → answer. */
	readonly extras: Readonly<Record<string, (spanId: string) => Response | Promise<Response>>>;
	readonly access: AccessPolicy;
	readonly users: Pick<Authenticator, "authenticate" | "knows">;
	readonly observer: Observer;
	readonly maxBodyBytes: number;
	/** Whatever changes something is kept in the change log. */
	readonly keepsChanges: boolean;
	readonly log: (message: string) => void;
}

export type Router = (request: Request, connection: Connection) => Promise<Response>;

export function createRouter(options: RouterOptions): Router {
	const routes = bindRoutes(options);
	return async (request, connection) => {
		const watch = options.observer.begin(request);
		const answer = await answerTo(request, connection, watch);
		options.observer.end(watch, answer);
		return answer;
	};

	async function answerTo(request: Request, connection: Connection, watch: Watch): Promise<Response> {
		const spanId = spanIdOf(request);
		try {
			const identity = options.users.authenticate(request);
			const user = identity instanceof Promise ? await identity : identity;
			watch.user = user;
			const { path, query } = splitUrl(request.url);
			const method = request.method === "HEAD" ? "GET" : request.method;
			const found = routes.find(method, path);
			const answer =
				found === null
					? await otherAnswer(options, { method, path, spanId, allowed: routes.methods(path) })
					: await found.answer({ request, connection, user, spanId, values: found.values, query });
			return request.method === "HEAD" ? withoutBody(answer) : answer;
		} catch (error) {
			// A caller that hung up reads no answer; what broke off with it is no fault of ours.
			if (request.signal.aborted && !(error instanceof TorcError)) return plainAnswer(null, { status: 400, spanId });
			return errorAnswer(error, spanId, options.log);
		}
	}
}

interface Incoming {
	readonly request: Request;
	readonly connection: Connection;
	readonly user: string | null;
	readonly spanId: string;
	readonly values: ReadonlyMap<string, readonly string[]>;
	readonly query: string;
}
type Answerer = (incoming: Incoming) => Promise<Response>;

function bindRoutes(options: RouterOptions) {
	const router = new RegExpRouter<Bound>();
	const methods = new Set<string>();
	for (const [name, declaration] of Object.entries(operations)) {
		const handler = options.handlers[name as keyof Handlers] as unknown as Handler<RouteDeclaration>;
		methods.add(declaration.method);
		const path = BASE_PATH + declaration.path.replace(/\{(\w+)\}/g, ":$1");
		const answer = compileRoute(declaration, handler, options);
		router.add(declaration.method, path, { answer, others: otherPaths(declaration) });
	}

	function find(method: string, path: string) {
		if (!methods.has(method)) return null;
		const [matches, stash] = router.match(method, path) as MatchResult;
		const match = matches[0];
		if (match === undefined || match[0].others?.test(path)) return null;
		const values = new Map<string, readonly string[]>();
		for (const name in match[1]) values.set(name, [decode(stash[match[1][name] as number] ?? "", false, name)]);
		return { answer: match[0].answer, values };
	}

	return { find, methods: (path: string) => [...methods].filter((method) => find(method, path) !== null) };
}

interface Bound {
	readonly answer: Answerer;
	/** Paths that look like this one's and are not. */
	readonly others: RegExp | null;
}

/** `/actions/pending` is no action: a method it has not must not fall to `/actions/{action_id}`. */
function otherPaths({ path }: RouteDeclaration): RegExp | null {
	const declared = (Object.values(operations) as readonly RouteDeclaration[]).map((other) => other.path);
	const pattern = patternOf(path);
	const isNarrower = (other: string): boolean =>
		pattern.test(BASE_PATH + other) && !patternOf(other).test(BASE_PATH + path);
	const others = declared.filter(isNarrower);
	return others.length === 0 ? null : new RegExp(others.map((other) => patternOf(other).source).join("|"));
}

const patternOf = (path: string): RegExp => new RegExp(`^${BASE_PATH}${path.replace(/\{\w+\}/g, "[^/]+")}$`);

/** Hono's result: handlers with the place of each parameter in the regular expression's match. */
type MatchResult = readonly [readonly (readonly [Bound, Record<string, number>])[], readonly (string | undefined)[]];

function compileRoute(
	declaration: RouteDeclaration,
	handler: Handler<RouteDeclaration>,
	{ access, users, maxBodyBytes, keepsChanges }: RouterOptions,
): Answerer {
	const work = keepsChanges ? keepChanges(declaration, handler, access.db) : handler;
	const guard = compileGuard(declaration.access, access);
	const reads = declaration.method === "GET";
	const readParams = compileParameters(declaration.params);
	const readQuery = compileParameters(declaration.query);
	const removeNulls = compileNullRemover(declaration.reply);
	const readBody = declaration.body && compileBodyReader(declaration.body, maxBodyBytes);
	return async ({ request, connection, user, spanId, values, query }) => {
		const params = readParams(values);
		const queryValues = readQuery(splitQuery(query));
		const ask = { params, query: queryValues, user, connection };
		if (!guard.readsBody) guard.check({ ...ask, body: undefined });
		const body = readBody && (await readBody(request));
		if (guard.readsBody) guard.check({ ...ask, body });
		const viewer = guard.limitsView ? user : null;
		const stillAllowed = (): boolean => (user === null || users.knows(user)) && passes(guard, { ...ask, body });
		const call: Call<RouteDeclaration> = { ...ask, body: body as never, request, viewer, stillAllowed };
		const answer: unknown = await (reads ? access.db.readTogether(() => work(call)) : work(call));
		if (answer instanceof Response) {
			answer.headers.set("x-span-id", spanId);
			return answer;
		}
		removeNulls?.(answer);
		return jsonAnswer(answer, 200, spanId);
	};
}

function passes(guard: Guard, ask: Ask): boolean {
	try {
		guard.check(ask);
		return true;
	} catch {
		return false;
	}
}

/** `http://host:1/a?b=c` → `/a`, `b=c`, without building a URL; HTTP/1.0 without a host gives only the path. */
function splitUrl(url: string): { path: string; query: string } {
	const start = url.startsWith("/") ? 0 : url.indexOf("/", url.indexOf("://") + 3);
	const mark = url.indexOf("?", start);
	const hash = url.indexOf("#", start);
	const end = hash < 0 ? url.length : hash;
	if (mark < 0 || mark > end) return { path: url.slice(start, end), query: "" };
	return { path: url.slice(start, mark), query: url.slice(mark + 1, end) };
}

interface Unrouted {
	readonly method: string;
	readonly path: string;
	readonly spanId: string;
	/** Methods the path has. */
	readonly allowed: readonly string[];
}

function otherAnswer({ extras }: RouterOptions, unrouted: Unrouted): Response | Promise<Response> {
	const { method, path, spanId, allowed } = unrouted;
	const extra = Object.hasOwn(extras, path) ? extras[path] : undefined;
	if (extra !== undefined && method === "GET") return extra(spanId);
	const possible = extra === undefined ? allowed : ["GET"];
	if (possible.length > 0) {
		const message = `${method} is not possible at ${path}, only ${possible.join(", ")}`;
		const answer = errorAnswer(new TorcError("no_method", message), spanId, () => undefined);
		answer.headers.set("allow", possible.join(", "));
		return answer;
	}
	if (!path.startsWith(`${BASE_PATH}/`)) return plainAnswer(null, { status: 404, spanId });
	throw new TorcError("not_found", `There is nothing at ${path}`, {
		hint: `${BASE_PATH}/openapi.json lists what there is.`,
	});
}

/** A stream is ended: nobody will read it. */
function withoutBody(answer: Response): Response {
	void answer.body?.cancel();
	return new Response(null, { status: answer.status, headers: answer.headers });
}
