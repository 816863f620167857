// torc-htpasswd …
import { command } from "./command.ts";

const file = { type: "text", short: "f", value: "FILE", required: true, help: "The file of users" } as const;
const password = { type: "text", short: "p", help: "The password; without it you are asked" } as const;
const cost = { type: "int", short: "c", min: 0, default: 12, help: "Effort of bcrypt, 4 to 31" } as const;
const username = { username: { help: "Name of the user" } } as const;
const reload = {
	reloadAuth: { type: "flag", help: "Make the server read the file again" },
	url: { type: "text", env: "TORC_API_URL", help: "Address of that server, with /torc-service/v1" },
	serverPassword: { type: "text", env: "TORC_PASSWORD", help: "Your own password there" },
} as const;

export const htpasswdAdd = command({
	path: ["add"],
	summary: "Add a user to the file, or change a password; makes the file where there is none",
	details: "A password has 8 characters or more and must not be easy to guess; several words with spaces are good.",
	examples: [["torc-htpasswd add --file users.htpasswd ada", "asks twice for the password"]],
	positionals: username,
	options: { file, password, cost, ...reload },
	server: "none",
	readsConfig: true,
});
export const htpasswdHash = command({
	path: ["hash"],
	summary: "Print the line for the file of users, for an administrator to add",
	examples: [["torc-htpasswd hash", "for yourself; the administrator never sees the password"]],
	positionals: { username: { optional: true, help: "Name of the user [default: yours]" } },
	options: { password, cost },
	server: "none",
	readsConfig: true,
});
export const htpasswdRemove = command({
	path: ["remove"],
	summary: "Remove a user from the file",
	examples: [["torc-htpasswd remove --file users.htpasswd ada --reload-auth", "ada is refused at once"]],
	positionals: username,
	options: { file, ...reload },
	server: "none",
	readsConfig: true,
});
export const htpasswdList = command({
	path: ["list"],
	summary: "List the users of the file",
	examples: [["torc-htpasswd list --file users.htpasswd", "one name per line"]],
	options: { file },
	server: "none",
	readsConfig: true,
});
export const htpasswdVerify = command({
	path: ["verify"],
	summary: "Check a user's password; exit code 1 when it is wrong",
	examples: [["torc-htpasswd verify --file users.htpasswd ada", "asks for the password"]],
	positionals: username,
	options: { file, password },
	server: "none",
	readsConfig: true,
});
