// The completion script for fish.

export const FISH = `# Completion of torc for fish: torc completions fish | source
function __torc_complete
	set -l words (commandline -opc)
	set -l current (commandline -ct)
	set -l program (basename -- $words[1])
	set -l torc torc
	test $program = torc; and set torc $words[1]
	for line in ($torc complete --program $program -- $words[2..-1] "$current" 2>/dev/null)
		switch $line
			case ':file*'
				__fish_complete_path "$current"
			case ':folder*'
				__fish_complete_directories "$current"
			case '*'
				printf '%s\\n' $line
		end
	end
end
complete -c torc -f -k -a '(__torc_complete)'
complete -c torc-server -f -k -a '(__torc_complete)'
`;
