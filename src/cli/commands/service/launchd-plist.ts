// The server as a job of launchd (launchd.plist).
import { join } from "node:path";
import type { ServiceSettings } from "./service-settings.ts";

export const LAUNCHD_LABEL = "com.github.torc.torc-server";

/** `program`: the executable's path. */
export function launchdPlist(program: string, { argv, folders }: ServiceSettings): string {
	const log = join(folders.at(-1) as string, "launchd.log");
	return [
		'<?xml version="1.0" encoding="UTF-8"?>',
		'<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">',
		'<plist version="1.0">',
		"<dict>",
		`\t<key>Label</key><string>${LAUNCHD_LABEL}</string>`,
		"\t<key>ProgramArguments</key>",
		"\t<array>",
		...[program, ...argv].map((word) => `\t\t<string>${escaped(word)}</string>`),
		"\t</array>",
		"\t<key>RunAtLoad</key><true/>",
		"\t<key>KeepAlive</key><dict><key>SuccessfulExit</key><false/></dict>",
		"\t<key>ExitTimeOut</key><integer>40</integer>",
		`\t<key>StandardErrorPath</key><string>${escaped(log)}</string>`,
		"</dict>",
		"</plist>",
		"",
	].join("\n");
}

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
