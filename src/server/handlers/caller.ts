// The name under which a change is recorded.
import type { RouteDeclaration } from "../../contract/route.ts";
import type { Call } from "../handler.ts";

/** The authenticated user; else the name the client gives itself, which proves nothing; else `anonymous`. */
export function callerName({ user, request }: Pick<Call<RouteDeclaration>, "user" | "request">): string {
	return user ?? request.headers.get("x-torc-client-user") ?? "anonymous";
}
