// The completion script for zsh.

export const ZSH = `#compdef torc torc-server
# Completion of torc for zsh: source <(torc completions zsh), after compinit
_torc_complete() {
	local program="\${words[1]:t}" torc=torc line value help
	local -a candidates
	local -i files=0 folders=0
	[[ $program == torc ]] && torc="\${~words[1]}"
	for line in "\${(@f)$("$torc" complete --program "$program" -- "\${(@Q)words[2,CURRENT]}" 2>/dev/null)}"; do
		value="\${line%%$'\\t'*}" help="\${line#*$'\\t'}"
		case $value in
			:file) files=1 ;;
			:folder) folders=1 ;;
			?*) candidates+=("\${value//:/\\\\:}\${help:+:$help}") ;;
		esac
	done
	((\${#candidates})) && _describe -V value candidates
	((files)) && _files
	((folders)) && _files -/
	return 0
}
compdef _torc_complete torc torc-server
`;
