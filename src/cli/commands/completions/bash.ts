// The completion script for bash.

/** Helps are shown only while there are several candidates, and never when Tab cycles through them. */
export const BASH = `# Completion of torc for bash: source <(torc completions bash)
_torc_complete() {
	local program="\${1##*/}" torc=torc current="\${COMP_WORDS[COMP_CWORD]}" quote= value help width=0
	local -a values=() helps=() words=("\${COMP_WORDS[@]:1:COMP_CWORD-1}")
	# What is typed, without the quotes that Bash leaves in it.
	[[ $current == [\\"\\']* ]] && quote="\${current:0:1}" current="\${current:1}"
	[[ -z $quote ]] && current="\${current//\\\\/}"
	[[ $program == torc ]] && torc="\${1/#\\~/$HOME}"
	COMPREPLY=()
	while IFS=$'\\t' read -r value help; do
		case $value in
			:file) compopt -o filenames 2>/dev/null; mapfile -t -O \${#COMPREPLY[@]} COMPREPLY < <(compgen -f -- "$current") ;;
			:folder) compopt -o filenames 2>/dev/null; mapfile -t -O \${#COMPREPLY[@]} COMPREPLY < <(compgen -d -- "$current") ;;
			?*) values+=("$value"); helps+=("$help"); ((\${#value} > width)) && width=\${#value} ;;
		esac
	done < <("$torc" complete --program "$program" -- "\${words[@]}" "$current" 2>/dev/null)
	local index
	for index in "\${!values[@]}"; do
		# Bash completes only what stands behind the last = of a word.
		value="\${values[index]}"
		[[ $value == --*=* && $COMP_WORDBREAKS == *=* ]] && value="\${value#*=}"
		[[ -z $quote ]] && printf -v value %q "$value"
		if ((\${#values[@]} > 1 && COMP_TYPE != 37 && COMP_TYPE != 42)) && [[ -n \${helps[index]} ]]; then
			printf -v value '%-*s  (%s)' "$width" "$value" "\${helps[index]}"
			value="\${value:0:\${COLUMNS:-80}-4}"
		fi
		COMPREPLY+=("$value")
	done
}
complete -o nosort -F _torc_complete torc torc-server 2>/dev/null || complete -F _torc_complete torc torc-server
`;
