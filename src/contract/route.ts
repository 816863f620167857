// One operation of the REST interface, declared once: the router, the checks, the typed client and the
// OpenAPI document all derive from these declarations.
import { z } from "zod";
import type { Access } from "./access.ts";

/** An integer in a path or query string. */
export const queryInt = z
	.string()
	.regex(/^[+-]?\d{1,19}$/, "expected an integer")
	.transform(Number)
	.refine(Number.isSafeInteger, "integer out of range");

/** A boolean in a query string: exactly `true` or `false`. */
export const queryBoolean = z.enum(["true", "false"]).transform((text) => text === "true");

/** Seconds a request may be held until it has something to answer: 0 to 600. */
export const queryWait = z
	.string()
	.regex(/^\d{1,3}(\.\d+)?$/, "expected seconds")
	.transform(Number)
	.refine((seconds) => seconds <= 600, "at most 600 seconds");

/** A repeated query parameter: always an array, also when given once. */
export const queryList = z.array(z.string());

/** The paging parameters of every list. */
export const paging = {
	offset: queryInt.optional(),
	limit: queryInt.optional(),
	sort_by: z.string().optional(),
	reverse_sort: queryBoolean.optional(),
};

export type Method = "GET" | "POST" | "PUT" | "DELETE";
type Shape = Readonly<Record<string, z.ZodType>>;

export interface RouteDeclaration {
	/** operationId of the OpenAPI document. */
	readonly id: string;
	/** What it does, in one line. */
	readonly summary: string;
	readonly method: Method;
	/** Path below the base path, with `{name}` placeholders. */
	readonly path: string;
	/** Who may call it. */
	readonly access: Access;
	readonly params?: Shape;
	readonly query?: Shape;
	readonly body?: z.ZodType;
	/** Body of 200. */
	readonly reply?: z.ZodType;
	/** Body of 202, where there is one. */
	readonly accepted?: z.ZodType;
	/** Answers with server-sent events. */
	readonly stream?: true;
	/** The media type of a body that is handed over unread: newline-delimited JSON, or a document of any size. */
	readonly rawBody?: "application/x-ndjson" | "application/json";
	/** What a JSON document in `rawBody` holds. */
	readonly rawBodySchema?: z.ZodType;
	/** The answer is a document of any size, which clients hand on unread. */
	readonly rawReply?: true;
	/** An operation only the 0.12 interface has. */
	readonly legacy?: true;
	/** An operation the published interface does not have. */
	readonly ours?: true;
}

/** Declares an operation; the argument's exact type is kept so that server and client are typed by it. */
export function route<const R extends RouteDeclaration>(declaration: R): R {
	return declaration;
}

type Fields<S> = S extends Shape ? { [K in keyof S]: z.output<S[K]> } : Record<never, never>;
type OptionalKeys<T> = { [K in keyof T]: undefined extends T[K] ? K : never }[keyof T];
type Loosen<T> = Omit<T, OptionalKeys<T>> & { [K in OptionalKeys<T>]?: T[K] | undefined };

export type Params<R extends RouteDeclaration> = Fields<R["params"]>;
export type Query<R extends RouteDeclaration> = Loosen<Fields<R["query"]>>;
export type Body<R extends RouteDeclaration> = R["body"] extends z.ZodType ? z.output<R["body"]> : undefined;
export type Reply<R extends RouteDeclaration> = R["reply"] extends z.ZodType ? z.output<R["reply"]> : undefined;
