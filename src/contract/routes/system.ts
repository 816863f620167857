// Operations of the REST interface: system.
import { pingResponse, versionResponse } from "../models/system.ts";
import { route } from "../route.ts";

export const ping = route({
	id: "ping",
	summary: "Tells that the server is there",
	method: "GET",
	path: "/ping",
	access: "known user",
	reply: pingResponse,
});

export const getVersion = route({
	id: "get_version",
	summary: "Tells the versions of the program and of the interface",
	method: "GET",
	path: "/version",
	access: "known user",
	reply: versionResponse,
});
