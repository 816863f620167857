// What a handler gets and gives: typed by the declaration of its operation.
import type { Operations } from "../contract/operations.ts";
import type { Body, Params, Query, Reply, RouteDeclaration } from "../contract/route.ts";
import type { Connection } from "../platform/listen.ts";

export interface Call<R extends RouteDeclaration> {
	readonly params: Params<R>;
	readonly query: Query<R>;
	readonly body: Body<R>;
	readonly request: Request;
	readonly connection: Connection;
	/** The authenticated user; null = anonymous. */
	readonly user: string | null;
	/** The answer shows only what this user may see; null = everything. */
	readonly viewer: string | null;
	/** Asked again while a request is held: its caller may have lost access meanwhile. */
	readonly stillAllowed: () => boolean;
}

type DeepReadonly<T> = T extends (infer Item)[]
	? readonly DeepReadonly<Item>[]
	: T extends object
		? { readonly [K in keyof T]: DeepReadonly<T[K]> }
		: T;

/** A record to send with status 200, or a whole response where that is not enough. */
export type Answer<R extends RouteDeclaration> = DeepReadonly<Reply<R>> | Response;

export type Handler<R extends RouteDeclaration> = (call: Call<R>) => Answer<R> | Promise<Answer<R>>;

export type Handlers = { readonly [Name in keyof Operations]: Handler<Operations[Name]> };
