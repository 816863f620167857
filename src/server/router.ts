// Binds the declared operations to their handlers: find the route, read what was sent, call, answer.
import { RegExpRouter } from "hono/router/reg-exp-router";
import { BASE_PATH } from "../contract/interface.ts";
import { operations } from "../contract/operations.ts";
import type { RouteDeclaration } from "../contract/route.ts";
import type { Connection } from "../platform/listen.ts";
import { type AccessPolicy, type Ask, compileGuard, type Guard } from "./access/guard.ts";
import { jsonAnswer, plainAnswer, spanIdOf } from "./answer.ts";
import { errorAnswer } from "./error-answer.ts";
import type { Call, Handler, Handlers } from "./handler.ts";
import { compileNullRemover } from "./omit-nulls.ts";
import { readBody } from "./read-body.ts";
import { compileParameters, decode, splitQuery } from "./read-parameters.ts";

export interface RouterOptions {
	readonly handlers: Handlers;
	/** Pages that are no operations, e.g. the OpenAPI document: path → answer. */
	readonly extras: Readonly<Record<string, (spanId: string) => Response | Promise<Response>>>;
	readonly access: AccessPolicy;
	readonly authenticate: (request: Request) => string | null | Promise<string | null>;
	readonly maxBodyBytes: number;
	readonly log: (message: string) => void;
}

export type Router = (request: Request, connection: Connection) => Promise<Response>;

export function createRouter(options: RouterOptions): Router {
	const routes = bindRoutes(options);
	return async (request, connection) => {
		const spanId = spanIdOf(request);
		try {
			const identity = options.authenticate(request);
			const user = identity instanceof Promise ? await identity : identity;
			const { path, query } = splitUrl(request.url);
			const method = request.method === "HEAD" ? "GET" : request.method;
			const found = routes.find(method, path);
			const answer =
				found === null
					? await otherAnswer(options, { method, path, spanId, allowed: routes.methods(path) })
					: await found.answer({ request, connection, user, spanId, values: found.values, query });
			return request.method === "HEAD" ? withoutBody(answer) : answer;
		} catch (error) {
			return errorAnswer(error, spanId, options.log);
		}
	};
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
	const router = new RegExpRouter<Answerer>();
	const methods = new Set<string>();
	for (const [name, declaration] of Object.entries(operations)) {
		const handler = options.handlers[name as keyof Handlers] as unknown as Handler<RouteDeclaration>;
		methods.add(declaration.method);
		const path = BASE_PATH + declaration.path.replace(/\{(\w+)\}/g, ":$1");
		router.add(declaration.method, path, compileRoute(declaration, handler, options));
	}

	function find(method: string, path: string) {
		if (!methods.has(method)) return null;
		const [matches, stash] = router.match(method, path) as MatchResult;
		const match = matches[0];
		if (match === undefined) return null;
		const values = new Map<string, readonly string[]>();
		for (const name in match[1]) values.set(name, [decode(stash[match[1][name] as number] ?? "", false)]);
		return { answer: match[0], values };
	}

	return { find, methods: (path: string) => [...methods].filter((method) => find(method, path) !== null) };
}

/** Hono's result: handlers with the place of each parameter in the regular expression's match. */
type MatchResult = readonly [readonly (readonly [Answerer, Record<string, number>])[], readonly (string | undefined)[]];

function compileRoute(
	declaration: RouteDeclaration,
	handler: Handler<RouteDeclaration>,
	{ access, maxBodyBytes }: RouterOptions,
): Answerer {
	const guard = compileGuard(declaration.access, access);
	const readParams = compileParameters(declaration.params);
	const readQuery = compileParameters(declaration.query);
	const removeNulls = compileNullRemover(declaration.reply);
	const { body: bodySchema } = declaration;
	return async ({ request, connection, user, spanId, values, query }) => {
		const params = readParams(values);
		const queryValues = readQuery(splitQuery(query));
		const ask = { params, query: queryValues, user, connection };
		if (!guard.readsBody) guard.check({ ...ask, body: undefined });
		const body = bodySchema === undefined ? undefined : await readBody(request, bodySchema, maxBodyBytes);
		if (guard.readsBody) guard.check({ ...ask, body });
		const viewer = guard.limitsView ? user : null;
		const stillAllowed = (): boolean => passes(guard, { ...ask, body });
		const call: Call<RouteDeclaration> = { ...ask, body: body as never, request, viewer, stillAllowed };
		const answer: unknown = await handler(call);
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

/** `http://host:1/a?b=c` → `/a`, `b=c`, without building a URL. */
function splitUrl(url: string): { path: string; query: string } {
	const start = url.indexOf("/", url.indexOf("://") + 3);
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

function otherAnswer(
	{ extras }: RouterOptions,
	{ method, path, spanId, allowed }: Unrouted,
): Response | Promise<Response> {
	const extra = method === "GET" && Object.hasOwn(extras, path) ? extras[path] : undefined;
	if (extra !== undefined) return extra(spanId);
	if (allowed.length === 0) return plainAnswer(null, { status: 404, spanId });
	return plainAnswer(null, { status: 405, spanId, headers: { allow: allowed.join(", ") } });
}

const withoutBody = (answer: Response): Response =>
	new Response(null, { status: answer.status, headers: answer.headers });
