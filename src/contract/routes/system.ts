// Operations of the REST interface: system.
import { pingResponse, versionResponse } from "../models/system.ts";
import { route } from "../route.ts";

export const ping = route({
	id: "ping",
	method: "GET",
	path: "/ping",
	reply: pingResponse,
});

export const getVersion = route({
	id: "get_version",
	method: "GET",
	path: "/version",
	reply: versionResponse,
});
