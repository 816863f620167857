// The client's table against the declarations.
import { expect, test } from "bun:test";
import { CALLS, readCall } from "./call-table.ts";
import { operations } from "./operations.ts";
import type { RouteDeclaration } from "./route.ts";

test("every operation is in the table as declared", () => {
	const declared = Object.entries(operations as Record<string, RouteDeclaration>).map(([name, declaration]) => [
		name,
		{
			method: declaration.method,
			path: declaration.path,
			body: bodyOf(declaration),
			answer: declaration.stream ? "stream" : declaration.rawReply ? "unread" : "json",
		},
	]);
	const table = Object.entries(CALLS).map(([name, text]) => [name, readCall(text)]);
	expect(Object.fromEntries(table)).toEqual(Object.fromEntries(declared));
});

function bodyOf({ body, rawBody }: RouteDeclaration): string {
	if (body) return "json";
	return rawBody === undefined ? "none" : rawBody === "application/json" ? "document" : "lines";
}
