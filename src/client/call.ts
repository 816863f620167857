// What a caller gives to an operation and gets back: derived from the operation's declaration.
import type { z } from "zod";
import type { Operations } from "../contract/operations.ts";
import type { Params, Query, Reply, RouteDeclaration } from "../contract/route.ts";
import type { ServerEvent } from "./read-events.ts";

export interface CallOptions {
	/** Ends the call; it then rejects with the signal's reason. */
	readonly signal?: AbortSignal | undefined;
	/**
	 * Repeat the call while the server cannot be reached or is busy, for so many milliseconds. A stream of events goes on
	 * behind its last event whenever it was lost.
	 */
	readonly retry?: { readonly forMs: number } | undefined;
	/** A stream of events is open: what happens from now on will come. Called again whenever it was lost. */
	readonly onOpen?: (() => void) | undefined;
}

/** A body that is sent as it is; a function, so that a repeated call gets a fresh one. */
export type RawBody = () => ReadableStream<Uint8Array> | string;

type Loose<T> = { readonly [K in keyof T]: T[K] | (undefined extends T[K] ? undefined : never) };
type Part<Name extends string, T> = keyof T extends never
	? unknown
	: Partial<T> extends T
		? { readonly [K in Name]?: Loose<T> | undefined }
		: { readonly [K in Name]: Loose<T> };
type BodyPart<R extends RouteDeclaration> = R["body"] extends z.ZodType
	? { readonly body: DeepReadonly<z.input<R["body"]>> }
	: R["rawBody"] extends string
		? { readonly rawBody: RawBody }
		: unknown;
type DeepReadonly<T> = T extends (infer Item)[]
	? readonly DeepReadonly<Item>[]
	: T extends object
		? { readonly [K in keyof T]: DeepReadonly<T[K]> }
		: T;

export type CallOf<R extends RouteDeclaration> = CallOptions &
	Part<"params", Params<R>> &
	Part<"query", Query<R>> &
	BodyPart<R>;

export type ReplyOf<R extends RouteDeclaration> = R["stream"] extends true
	? AsyncIterable<ServerEvent>
	: R["rawReply"] extends true
		? Promise<ReadableStream<Uint8Array>>
		: Promise<R["accepted"] extends z.ZodType ? Reply<R> | z.output<R["accepted"]> : Reply<R>>;

type Operation<R extends RouteDeclaration> =
	Partial<CallOf<R>> extends CallOf<R> ? (call?: CallOf<R>) => ReplyOf<R> : (call: CallOf<R>) => ReplyOf<R>;

/** One method per operation. */
export type Client = { readonly [Name in keyof Operations]: Operation<Operations[Name]> } & {
	/** Where the server is, with the base path. */
	readonly url: string;
};
