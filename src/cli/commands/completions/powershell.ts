// The completion script for PowerShell.

export const POWERSHELL = `# Completion of torc for PowerShell: torc completions powershell | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName torc, torc-server -ScriptBlock {
	param($wordToComplete, $commandAst, $cursorPosition)
	$elements = @($commandAst.CommandElements | Where-Object { $_.Extent.EndOffset -lt $cursorPosition -or $_.Extent.EndOffset -eq $cursorPosition -and $wordToComplete -eq '' } | ForEach-Object { "$_" })
	$program = [System.IO.Path]::GetFileNameWithoutExtension($elements[0])
	$torc = if ($program -eq 'torc') { $elements[0] } else { 'torc' }
	$words = @($elements | Select-Object -Skip 1)
	# Empty words reach programs of their own only as quoted pairs before PowerShell 7.3.
	$last = if ($wordToComplete -eq '' -and $PSNativeCommandArgumentPassing -in $null, 'Legacy') { '""' } else { $wordToComplete }
	& $torc complete --program $program -- @words $last 2>$null | ForEach-Object {
		$value, $help = $_ -split "\`t", 2
		if ($value -eq ':file' -or $value -eq ':folder') {
			[System.Management.Automation.CompletionCompleters]::CompleteFilename($wordToComplete)
		} elseif ($value) {
			if (-not $help) { $help = $value }
			[System.Management.Automation.CompletionResult]::new($value, $value, 'ParameterValue', $help)
		}
	}
}
`;
