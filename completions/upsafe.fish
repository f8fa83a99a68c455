# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_upsafe_global_optspecs
    string join \n color= h/help V/version
end

function __fish_upsafe_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_upsafe_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_upsafe_using_subcommand
    set -l cmd (__fish_upsafe_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c upsafe -n "__fish_upsafe_needs_command" -l color -d 'When to colour text: a terminal decides, and NO_COLOR is obeyed' -r -f -a "auto\t''
always\t''
never\t''"
complete -c upsafe -n "__fish_upsafe_needs_command" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c upsafe -n "__fish_upsafe_needs_command" -s V -l version -d 'Print version'
complete -c upsafe -n "__fish_upsafe_needs_command" -f -a "check" -d 'Run gates and give a verdict'
complete -c upsafe -n "__fish_upsafe_needs_command" -f -a "deps" -d 'Look into a dependency graph'
complete -c upsafe -n "__fish_upsafe_needs_command" -f -a "metadata" -d 'Prove that the new version can read what is stored; migrate it, with a way back'
complete -c upsafe -n "__fish_upsafe_needs_command" -f -a "schema" -d 'Ask whether every reader can read what every writer may write'
complete -c upsafe -n "__fish_upsafe_needs_command" -f -a "semver" -d 'Ask which version is honest, and give packages their next one'
complete -c upsafe -n "__fish_upsafe_needs_command" -f -a "version" -d 'Compare and test version numbers of an ecosystem'
complete -c upsafe -n "__fish_upsafe_needs_command" -f -a "rules" -d 'List every rule with its level'
complete -c upsafe -n "__fish_upsafe_needs_command" -f -a "explain" -d 'Show a rule\'s page'
complete -c upsafe -n "__fish_upsafe_needs_command" -f -a "init" -d 'Write a commented upsafe.toml fitted to what is found'
complete -c upsafe -n "__fish_upsafe_needs_command" -f -a "baseline" -d 'Accept today\'s findings, so that only new ones fail'
complete -c upsafe -n "__fish_upsafe_needs_command" -f -a "hook" -d 'Run the gate before each commit that changes a manifest or a lock'
complete -c upsafe -n "__fish_upsafe_needs_command" -f -a "completions" -d 'Print completions for a shell'
complete -c upsafe -n "__fish_upsafe_needs_command" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c upsafe -n "__fish_upsafe_using_subcommand check" -l manifest-path -d 'A manifest (Cargo.toml, go.mod, go.work), a lock, or a folder; this folder by default' -r -F
complete -c upsafe -n "__fish_upsafe_using_subcommand check" -l config -d 'The configuration; the nearest upsafe.toml at or above the workspace by default' -r -F
complete -c upsafe -n "__fish_upsafe_using_subcommand check" -l tier -d 'How to load a Cargo workspace: from its files alone, or by asking cargo' -r -f -a "fast\t'Cargo.lock, manifests and the local index cache; no cargo, no network'
exact\t'`cargo metadata`, and which packages are really built'"
complete -c upsafe -n "__fish_upsafe_using_subcommand check" -l modules -d 'A folder of Go modules laid out as a module proxy; GOMODCACHE\'s cache/download by default' -r -F
complete -c upsafe -n "__fish_upsafe_using_subcommand check" -l go-graph -d 'The output of `go mod graph`, as the source of what Go modules require' -r -F
complete -c upsafe -n "__fish_upsafe_using_subcommand check" -l output -d 'A format, or FORMAT=FILE; may be given several times. Formats: text, json, sarif, junit, github, markdown' -r
complete -c upsafe -n "__fish_upsafe_using_subcommand check" -l color -d 'When to colour text: a terminal decides, and NO_COLOR is obeyed' -r -f -a "auto\t''
always\t''
never\t''"
complete -c upsafe -n "__fish_upsafe_using_subcommand check" -l fresh -d 'Ask the index of cargo again, whatever an earlier run found there'
complete -c upsafe -n "__fish_upsafe_using_subcommand check" -l deep -d 'Hash every cached archive and compare it with the lock; build the APIs of Rust libraries and compare them'
complete -c upsafe -n "__fish_upsafe_using_subcommand check" -s v -l verbose -d 'Show every finding in full'
complete -c upsafe -n "__fish_upsafe_using_subcommand check" -l no-baseline -d 'Do not let the baseline hide findings'
complete -c upsafe -n "__fish_upsafe_using_subcommand check" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c upsafe -n "__fish_upsafe_using_subcommand deps; and not __fish_seen_subcommand_from list duplicates why plan floor diff graph mvs help" -l color -d 'When to colour text: a terminal decides, and NO_COLOR is obeyed' -r -f -a "auto\t''
always\t''
never\t''"
complete -c upsafe -n "__fish_upsafe_using_subcommand deps; and not __fish_seen_subcommand_from list duplicates why plan floor diff graph mvs help" -s h -l help -d 'Print help'
complete -c upsafe -n "__fish_upsafe_using_subcommand deps; and not __fish_seen_subcommand_from list duplicates why plan floor diff graph mvs help" -f -a "list" -d 'The selected versions; for Go the build list'
complete -c upsafe -n "__fish_upsafe_using_subcommand deps; and not __fish_seen_subcommand_from list duplicates why plan floor diff graph mvs help" -f -a "duplicates" -d 'Names that are built in several versions'
complete -c upsafe -n "__fish_upsafe_using_subcommand deps; and not __fish_seen_subcommand_from list duplicates why plan floor diff graph mvs help" -f -a "why" -d 'Why a package is in the graph, and who sets its version'
complete -c upsafe -n "__fish_upsafe_using_subcommand deps; and not __fish_seen_subcommand_from list duplicates why plan floor diff graph mvs help" -f -a "plan" -d 'What would move if a package went to a version'
complete -c upsafe -n "__fish_upsafe_using_subcommand deps; and not __fish_seen_subcommand_from list duplicates why plan floor diff graph mvs help" -f -a "floor" -d 'The lowest versions that the workspace\'s own requirements allow together'
complete -c upsafe -n "__fish_upsafe_using_subcommand deps; and not __fish_seen_subcommand_from list duplicates why plan floor diff graph mvs help" -f -a "diff" -d 'What changed between two Cargo.lock files'
complete -c upsafe -n "__fish_upsafe_using_subcommand deps; and not __fish_seen_subcommand_from list duplicates why plan floor diff graph mvs help" -f -a "graph" -d 'Draw the graph'
complete -c upsafe -n "__fish_upsafe_using_subcommand deps; and not __fish_seen_subcommand_from list duplicates why plan floor diff graph mvs help" -f -a "mvs" -d 'Minimal version selection over a graph in a text table'
complete -c upsafe -n "__fish_upsafe_using_subcommand deps; and not __fish_seen_subcommand_from list duplicates why plan floor diff graph mvs help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c upsafe -n "__fish_upsafe_using_subcommand deps; and __fish_seen_subcommand_from list" -l manifest-path -d 'A manifest (Cargo.toml, go.mod, go.work), a lock, or a folder; this folder by default' -r -F
complete -c upsafe -n "__fish_upsafe_using_subcommand deps; and __fish_seen_subcommand_from list" -l config -d 'The configuration; the nearest upsafe.toml at or above the workspace by default' -r -F
complete -c upsafe -n "__fish_upsafe_using_subcommand deps; and __fish_seen_subcommand_from list" -l tier -d 'How to load a Cargo workspace: from its files alone, or by asking cargo' -r -f -a "fast\t'Cargo.lock, manifests and the local index cache; no cargo, no network'
exact\t'`cargo metadata`, and which packages are really built'"
complete -c upsafe -n "__fish_upsafe_using_subcommand deps; and __fish_seen_subcommand_from list" -l modules -d 'A folder of Go modules laid out as a module proxy; GOMODCACHE\'s cache/download by default' -r -F
complete -c upsafe -n "__fish_upsafe_using_subcommand deps; and __fish_seen_subcommand_from list" -l go-graph -d 'The output of `go mod graph`, as the source of what Go modules require' -r -F
complete -c upsafe -n "__fish_upsafe_using_subcommand deps; and __fish_seen_subcommand_from list" -l output -d 'How to print them' -r -f -a "text\t'For people'
json\t'For programs'"
complete -c upsafe -n "__fish_upsafe_using_subcommand deps; and __fish_seen_subcommand_from list" -l color -d 'When to colour text: a terminal decides, and NO_COLOR is obeyed' -r -f -a "auto\t''
always\t''
never\t''"
complete -c upsafe -n "__fish_upsafe_using_subcommand deps; and __fish_seen_subcommand_from list" -l fresh -d 'Ask the index of cargo again, whatever an earlier run found there'
complete -c upsafe -n "__fish_upsafe_using_subcommand deps; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c upsafe -n "__fish_upsafe_using_subcommand deps; and __fish_seen_subcommand_from duplicates" -l manifest-path -d 'A manifest (Cargo.toml, go.mod, go.work), a lock, or a folder; this folder by default' -r -F
complete -c upsafe -n "__fish_upsafe_using_subcommand deps; and __fish_seen_subcommand_from duplicates" -l config -d 'The configuration; the nearest upsafe.toml at or above the workspace by default' -r -F
complete -c upsafe -n "__fish_upsafe_using_subcommand deps; and __fish_seen_subcommand_from duplicates" -l tier -d 'How to load a Cargo workspace: from its files alone, or by asking cargo' -r -f -a "fast\t'Cargo.lock, manifests and the local index cache; no cargo, no network'
exact\t'`cargo metadata`, and which packages are really built'"
complete -c upsafe -n "__fish_upsafe_using_subcommand deps; and __fish_seen_subcommand_from duplicates" -l modules -d 'A folder of Go modules laid out as a module proxy; GOMODCACHE\'s cache/download by default' -r -F
complete -c upsafe -n "__fish_upsafe_using_subcommand deps; and __fish_seen_subcommand_from duplicates" -l go-graph -d 'The output of `go mod graph`, as the source of what Go modules require' -r -F
complete -c upsafe -n "__fish_upsafe_using_subcommand deps; and __fish_seen_subcommand_from duplicates" -l output -d 'How to print them' -r -f -a "text\t'For people'
json\t'For programs'"
complete -c upsafe -n "__fish_upsafe_using_subcommand deps; and __fish_seen_subcommand_from duplicates" -l color -d 'When to colour text: a terminal decides, and NO_COLOR is obeyed' -r -f -a "auto\t''
always\t''
never\t''"
complete -c upsafe -n "__fish_upsafe_using_subcommand deps; and __fish_seen_subcommand_from duplicates" -l fresh -d 'Ask the index of cargo again, whatever an earlier run found there'
complete -c upsafe -n "__fish_upsafe_using_subcommand deps; and __fish_seen_subcommand_from duplicates" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c upsafe -n "__fish_upsafe_using_subcommand deps; and __fish_seen_subcommand_from why" -l manifest-path -d 'A manifest (Cargo.toml, go.mod, go.work), a lock, or a folder; this folder by default' -r -F
complete -c upsafe -n "__fish_upsafe_using_subcommand deps; and __fish_seen_subcommand_from why" -l config -d 'The configuration; the nearest upsafe.toml at or above the workspace by default' -r -F
complete -c upsafe -n "__fish_upsafe_using_subcommand deps; and __fish_seen_subcommand_from why" -l tier -d 'How to load a Cargo workspace: from its files alone, or by asking cargo' -r -f -a "fast\t'Cargo.lock, manifests and the local index cache; no cargo, no network'
exact\t'`cargo metadata`, and which packages are really built'"
complete -c upsafe -n "__fish_upsafe_using_subcommand deps; and __fish_seen_subcommand_from why" -l modules -d 'A folder of Go modules laid out as a module proxy; GOMODCACHE\'s cache/download by default' -r -F
complete -c upsafe -n "__fish_upsafe_using_subcommand deps; and __fish_seen_subcommand_from why" -l go-graph -d 'The output of `go mod graph`, as the source of what Go modules require' -r -F
complete -c upsafe -n "__fish_upsafe_using_subcommand deps; and __fish_seen_subcommand_from why" -l output -d 'How to print it' -r -f -a "text\t'For people'
json\t'For programs'"
complete -c upsafe -n "__fish_upsafe_using_subcommand deps; and __fish_seen_subcommand_from why" -l color -d 'When to colour text: a terminal decides, and NO_COLOR is obeyed' -r -f -a "auto\t''
always\t''
never\t''"
complete -c upsafe -n "__fish_upsafe_using_subcommand deps; and __fish_seen_subcommand_from why" -l fresh -d 'Ask the index of cargo again, whatever an earlier run found there'
complete -c upsafe -n "__fish_upsafe_using_subcommand deps; and __fish_seen_subcommand_from why" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c upsafe -n "__fish_upsafe_using_subcommand deps; and __fish_seen_subcommand_from plan" -l manifest-path -d 'A manifest (Cargo.toml, go.mod, go.work), a lock, or a folder; this folder by default' -r -F
complete -c upsafe -n "__fish_upsafe_using_subcommand deps; and __fish_seen_subcommand_from plan" -l config -d 'The configuration; the nearest upsafe.toml at or above the workspace by default' -r -F
complete -c upsafe -n "__fish_upsafe_using_subcommand deps; and __fish_seen_subcommand_from plan" -l tier -d 'How to load a Cargo workspace: from its files alone, or by asking cargo' -r -f -a "fast\t'Cargo.lock, manifests and the local index cache; no cargo, no network'
exact\t'`cargo metadata`, and which packages are really built'"
complete -c upsafe -n "__fish_upsafe_using_subcommand deps; and __fish_seen_subcommand_from plan" -l modules -d 'A folder of Go modules laid out as a module proxy; GOMODCACHE\'s cache/download by default' -r -F
complete -c upsafe -n "__fish_upsafe_using_subcommand deps; and __fish_seen_subcommand_from plan" -l go-graph -d 'The output of `go mod graph`, as the source of what Go modules require' -r -F
complete -c upsafe -n "__fish_upsafe_using_subcommand deps; and __fish_seen_subcommand_from plan" -l output -d 'How to print it' -r -f -a "text\t'For people'
json\t'For programs'"
complete -c upsafe -n "__fish_upsafe_using_subcommand deps; and __fish_seen_subcommand_from plan" -l color -d 'When to colour text: a terminal decides, and NO_COLOR is obeyed' -r -f -a "auto\t''
always\t''
never\t''"
complete -c upsafe -n "__fish_upsafe_using_subcommand deps; and __fish_seen_subcommand_from plan" -l fresh -d 'Ask the index of cargo again, whatever an earlier run found there'
complete -c upsafe -n "__fish_upsafe_using_subcommand deps; and __fish_seen_subcommand_from plan" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c upsafe -n "__fish_upsafe_using_subcommand deps; and __fish_seen_subcommand_from floor" -l manifest-path -d 'A manifest (Cargo.toml, go.mod, go.work), a lock, or a folder; this folder by default' -r -F
complete -c upsafe -n "__fish_upsafe_using_subcommand deps; and __fish_seen_subcommand_from floor" -l config -d 'The configuration; the nearest upsafe.toml at or above the workspace by default' -r -F
complete -c upsafe -n "__fish_upsafe_using_subcommand deps; and __fish_seen_subcommand_from floor" -l tier -d 'How to load a Cargo workspace: from its files alone, or by asking cargo' -r -f -a "fast\t'Cargo.lock, manifests and the local index cache; no cargo, no network'
exact\t'`cargo metadata`, and which packages are really built'"
complete -c upsafe -n "__fish_upsafe_using_subcommand deps; and __fish_seen_subcommand_from floor" -l modules -d 'A folder of Go modules laid out as a module proxy; GOMODCACHE\'s cache/download by default' -r -F
complete -c upsafe -n "__fish_upsafe_using_subcommand deps; and __fish_seen_subcommand_from floor" -l go-graph -d 'The output of `go mod graph`, as the source of what Go modules require' -r -F
complete -c upsafe -n "__fish_upsafe_using_subcommand deps; and __fish_seen_subcommand_from floor" -l write-lock -d 'Write a Cargo.lock at the floor, to build and test against' -r -F
complete -c upsafe -n "__fish_upsafe_using_subcommand deps; and __fish_seen_subcommand_from floor" -l output -d 'How to print it' -r -f -a "text\t'For people'
json\t'For programs'"
complete -c upsafe -n "__fish_upsafe_using_subcommand deps; and __fish_seen_subcommand_from floor" -l color -d 'When to colour text: a terminal decides, and NO_COLOR is obeyed' -r -f -a "auto\t''
always\t''
never\t''"
complete -c upsafe -n "__fish_upsafe_using_subcommand deps; and __fish_seen_subcommand_from floor" -l fresh -d 'Ask the index of cargo again, whatever an earlier run found there'
complete -c upsafe -n "__fish_upsafe_using_subcommand deps; and __fish_seen_subcommand_from floor" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c upsafe -n "__fish_upsafe_using_subcommand deps; and __fish_seen_subcommand_from diff" -l output -d 'How to print it' -r -f -a "text\t'For people'
json\t'For programs'"
complete -c upsafe -n "__fish_upsafe_using_subcommand deps; and __fish_seen_subcommand_from diff" -l color -d 'When to colour text: a terminal decides, and NO_COLOR is obeyed' -r -f -a "auto\t''
always\t''
never\t''"
complete -c upsafe -n "__fish_upsafe_using_subcommand deps; and __fish_seen_subcommand_from diff" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c upsafe -n "__fish_upsafe_using_subcommand deps; and __fish_seen_subcommand_from graph" -l manifest-path -d 'A manifest (Cargo.toml, go.mod, go.work), a lock, or a folder; this folder by default' -r -F
complete -c upsafe -n "__fish_upsafe_using_subcommand deps; and __fish_seen_subcommand_from graph" -l config -d 'The configuration; the nearest upsafe.toml at or above the workspace by default' -r -F
complete -c upsafe -n "__fish_upsafe_using_subcommand deps; and __fish_seen_subcommand_from graph" -l tier -d 'How to load a Cargo workspace: from its files alone, or by asking cargo' -r -f -a "fast\t'Cargo.lock, manifests and the local index cache; no cargo, no network'
exact\t'`cargo metadata`, and which packages are really built'"
complete -c upsafe -n "__fish_upsafe_using_subcommand deps; and __fish_seen_subcommand_from graph" -l modules -d 'A folder of Go modules laid out as a module proxy; GOMODCACHE\'s cache/download by default' -r -F
complete -c upsafe -n "__fish_upsafe_using_subcommand deps; and __fish_seen_subcommand_from graph" -l go-graph -d 'The output of `go mod graph`, as the source of what Go modules require' -r -F
complete -c upsafe -n "__fish_upsafe_using_subcommand deps; and __fish_seen_subcommand_from graph" -l format -d 'The format: dot, mermaid, svg, html or json' -r
complete -c upsafe -n "__fish_upsafe_using_subcommand deps; and __fish_seen_subcommand_from graph" -l to -d 'Only packages on a path to this one, as NAME or NAME@VERSION' -r
complete -c upsafe -n "__fish_upsafe_using_subcommand deps; and __fish_seen_subcommand_from graph" -l color -d 'When to colour text: a terminal decides, and NO_COLOR is obeyed' -r -f -a "auto\t''
always\t''
never\t''"
complete -c upsafe -n "__fish_upsafe_using_subcommand deps; and __fish_seen_subcommand_from graph" -l fresh -d 'Ask the index of cargo again, whatever an earlier run found there'
complete -c upsafe -n "__fish_upsafe_using_subcommand deps; and __fish_seen_subcommand_from graph" -l duplicates -d 'Only packages that stand in several versions, and the paths to them'
complete -c upsafe -n "__fish_upsafe_using_subcommand deps; and __fish_seen_subcommand_from graph" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c upsafe -n "__fish_upsafe_using_subcommand deps; and __fish_seen_subcommand_from mvs" -l graph -d 'The table, a line a node: `A: B1 C2`' -r -F
complete -c upsafe -n "__fish_upsafe_using_subcommand deps; and __fish_seen_subcommand_from mvs" -l op -d 'The operation: build, upgrade, upgrade-all, upgrade-req, downgrade or req' -r
complete -c upsafe -n "__fish_upsafe_using_subcommand deps; and __fish_seen_subcommand_from mvs" -l target -d 'The node to start from' -r
complete -c upsafe -n "__fish_upsafe_using_subcommand deps; and __fish_seen_subcommand_from mvs" -l color -d 'When to colour text: a terminal decides, and NO_COLOR is obeyed' -r -f -a "auto\t''
always\t''
never\t''"
complete -c upsafe -n "__fish_upsafe_using_subcommand deps; and __fish_seen_subcommand_from mvs" -s h -l help -d 'Print help'
complete -c upsafe -n "__fish_upsafe_using_subcommand deps; and __fish_seen_subcommand_from help" -f -a "list" -d 'The selected versions; for Go the build list'
complete -c upsafe -n "__fish_upsafe_using_subcommand deps; and __fish_seen_subcommand_from help" -f -a "duplicates" -d 'Names that are built in several versions'
complete -c upsafe -n "__fish_upsafe_using_subcommand deps; and __fish_seen_subcommand_from help" -f -a "why" -d 'Why a package is in the graph, and who sets its version'
complete -c upsafe -n "__fish_upsafe_using_subcommand deps; and __fish_seen_subcommand_from help" -f -a "plan" -d 'What would move if a package went to a version'
complete -c upsafe -n "__fish_upsafe_using_subcommand deps; and __fish_seen_subcommand_from help" -f -a "floor" -d 'The lowest versions that the workspace\'s own requirements allow together'
complete -c upsafe -n "__fish_upsafe_using_subcommand deps; and __fish_seen_subcommand_from help" -f -a "diff" -d 'What changed between two Cargo.lock files'
complete -c upsafe -n "__fish_upsafe_using_subcommand deps; and __fish_seen_subcommand_from help" -f -a "graph" -d 'Draw the graph'
complete -c upsafe -n "__fish_upsafe_using_subcommand deps; and __fish_seen_subcommand_from help" -f -a "mvs" -d 'Minimal version selection over a graph in a text table'
complete -c upsafe -n "__fish_upsafe_using_subcommand deps; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and not __fish_seen_subcommand_from verify migrate restore report history help" -l color -d 'When to colour text: a terminal decides, and NO_COLOR is obeyed' -r -f -a "auto\t''
always\t''
never\t''"
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and not __fish_seen_subcommand_from verify migrate restore report history help" -s h -l help -d 'Print help'
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and not __fish_seen_subcommand_from verify migrate restore report history help" -f -a "verify" -d 'Read every stored object as the new version will, and write nothing'
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and not __fish_seen_subcommand_from verify migrate restore report history help" -f -a "migrate" -d 'Bring a store to the new version: verify, back up, write, read back. Finishes a run that was stopped'
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and not __fish_seen_subcommand_from verify migrate restore report history help" -f -a "restore" -d 'Bring the old bytes back, where the old version will be able to read the store'
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and not __fish_seen_subcommand_from verify migrate restore report history help" -f -a "report" -d 'The report before an upgrade: objects by kind and verdict, causes, witnesses, the plan'
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and not __fish_seen_subcommand_from verify migrate restore report history help" -f -a "history" -d 'What was done to a store'
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and not __fish_seen_subcommand_from verify migrate restore report history help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from verify" -l store -d 'Only the store of this name in upsafe.toml' -r
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from verify" -l config -d 'The configuration; the nearest upsafe.toml by default' -r -F
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from verify" -l source -d 'Where the objects are: dir:PATH, fluvio-local:PATH, kubectl:FILE, jsonl:FILE or etcd:HOST:PORT/PREFIX' -r
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from verify" -l schema -d 'The schema of the version that will read: a file, or a folder with a file for each kind' -r -F
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from verify" -l format -d 'The language of the schema: json-schema or crd; told by its text where it is not given' -r
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from verify" -l reader -d 'The program that will read, instead of a schema; words are separated by spaces. With `{file}` it is started for each object, else it answers JSON lines' -r
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from verify" -l writer -d 'A program that writes each object anew before it is read' -r
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from verify" -l old-schema -d 'The schema of the version that reads now: for clients of CRDs, and for the way back' -r -F
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from verify" -l old-reader -d 'The program that reads now, instead of a schema' -r
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from verify" -l client -d 'A JSON Schema of clients that get the objects from the reader; may be given several times' -r -F
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from verify" -l timeout -d 'How many seconds a program may take for one object' -r
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from verify" -l unknown-fields -d 'What the reader does with fields that its schema does not know' -r -f -a "dropped\t'They are lost at the next write'
kept\t'They stay'"
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from verify" -l unknown-kinds -d 'What becomes of objects whose kind has no schema' -r -f -a "unverifiable\t'Nobody can tell'
unreadable\t'The reader does not know them'"
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from verify" -l oldest-reader -d 'The oldest version that must be able to read the store, by `x-since` of the schema' -r
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from verify" -l migrations -d 'A folder with numbered migrations' -r -F
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from verify" -l since -d 'Of etcd, only what changed behind this revision: the last look before the switch' -r
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from verify" -l state -d 'Where backups and the history lie; beside the store by default' -r -F
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from verify" -l etcd-ca -d 'For an etcd behind TLS: certificates in PEM of who signed the server\'s; else $ETCDCTL_CACERT' -r -F
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from verify" -l etcd-cert -d 'The own certificate in PEM, where an etcd wants one; else $ETCDCTL_CERT' -r -F
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from verify" -l etcd-key -d 'Its private key in PEM; else $ETCDCTL_KEY' -r -F
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from verify" -l etcd-user -d 'The user of an etcd with users; else $ETCDCTL_USER' -r
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from verify" -l etcd-password-file -d 'A file with this user\'s password on its first line; else $ETCDCTL_PASSWORD' -r -F
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from verify" -l output -d 'A format, or FORMAT=FILE; may be given several times. Formats: text, json, sarif, junit, github, markdown' -r
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from verify" -l color -d 'When to colour text: a terminal decides, and NO_COLOR is obeyed' -r -f -a "auto\t''
always\t''
never\t''"
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from verify" -l reader-migrates -d 'The reader makes the migrations itself while it reads: what it moved is not lost'
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from verify" -s v -l verbose -d 'Show every finding in full'
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from verify" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from migrate" -l store -d 'Only the store of this name in upsafe.toml' -r
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from migrate" -l config -d 'The configuration; the nearest upsafe.toml by default' -r -F
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from migrate" -l source -d 'Where the objects are: dir:PATH, fluvio-local:PATH, kubectl:FILE, jsonl:FILE or etcd:HOST:PORT/PREFIX' -r
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from migrate" -l schema -d 'The schema of the version that will read: a file, or a folder with a file for each kind' -r -F
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from migrate" -l format -d 'The language of the schema: json-schema or crd; told by its text where it is not given' -r
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from migrate" -l reader -d 'The program that will read, instead of a schema; words are separated by spaces. With `{file}` it is started for each object, else it answers JSON lines' -r
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from migrate" -l writer -d 'A program that writes each object anew before it is read' -r
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from migrate" -l old-schema -d 'The schema of the version that reads now: for clients of CRDs, and for the way back' -r -F
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from migrate" -l old-reader -d 'The program that reads now, instead of a schema' -r
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from migrate" -l client -d 'A JSON Schema of clients that get the objects from the reader; may be given several times' -r -F
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from migrate" -l timeout -d 'How many seconds a program may take for one object' -r
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from migrate" -l unknown-fields -d 'What the reader does with fields that its schema does not know' -r -f -a "dropped\t'They are lost at the next write'
kept\t'They stay'"
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from migrate" -l unknown-kinds -d 'What becomes of objects whose kind has no schema' -r -f -a "unverifiable\t'Nobody can tell'
unreadable\t'The reader does not know them'"
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from migrate" -l oldest-reader -d 'The oldest version that must be able to read the store, by `x-since` of the schema' -r
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from migrate" -l migrations -d 'A folder with numbered migrations' -r -F
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from migrate" -l since -d 'Of etcd, only what changed behind this revision: the last look before the switch' -r
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from migrate" -l state -d 'Where backups and the history lie; beside the store by default' -r -F
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from migrate" -l etcd-ca -d 'For an etcd behind TLS: certificates in PEM of who signed the server\'s; else $ETCDCTL_CACERT' -r -F
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from migrate" -l etcd-cert -d 'The own certificate in PEM, where an etcd wants one; else $ETCDCTL_CERT' -r -F
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from migrate" -l etcd-key -d 'Its private key in PEM; else $ETCDCTL_KEY' -r -F
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from migrate" -l etcd-user -d 'The user of an etcd with users; else $ETCDCTL_USER' -r
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from migrate" -l etcd-password-file -d 'A file with this user\'s password on its first line; else $ETCDCTL_PASSWORD' -r -F
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from migrate" -l output -d 'How to print it' -r -f -a "text\t'For people'
json\t'For programs'"
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from migrate" -l color -d 'When to colour text: a terminal decides, and NO_COLOR is obeyed' -r -f -a "auto\t''
always\t''
never\t''"
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from migrate" -l reader-migrates -d 'The reader makes the migrations itself while it reads: what it moved is not lost'
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from migrate" -l dry-run -d 'Print the plan, with every cause before and after, and write nothing'
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from migrate" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from restore" -l store -d 'Only the store of this name in upsafe.toml' -r
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from restore" -l config -d 'The configuration; the nearest upsafe.toml by default' -r -F
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from restore" -l source -d 'Where the objects are: dir:PATH, fluvio-local:PATH, kubectl:FILE, jsonl:FILE or etcd:HOST:PORT/PREFIX' -r
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from restore" -l schema -d 'The schema of the version that will read: a file, or a folder with a file for each kind' -r -F
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from restore" -l format -d 'The language of the schema: json-schema or crd; told by its text where it is not given' -r
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from restore" -l reader -d 'The program that will read, instead of a schema; words are separated by spaces. With `{file}` it is started for each object, else it answers JSON lines' -r
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from restore" -l writer -d 'A program that writes each object anew before it is read' -r
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from restore" -l old-schema -d 'The schema of the version that reads now: for clients of CRDs, and for the way back' -r -F
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from restore" -l old-reader -d 'The program that reads now, instead of a schema' -r
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from restore" -l client -d 'A JSON Schema of clients that get the objects from the reader; may be given several times' -r -F
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from restore" -l timeout -d 'How many seconds a program may take for one object' -r
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from restore" -l unknown-fields -d 'What the reader does with fields that its schema does not know' -r -f -a "dropped\t'They are lost at the next write'
kept\t'They stay'"
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from restore" -l unknown-kinds -d 'What becomes of objects whose kind has no schema' -r -f -a "unverifiable\t'Nobody can tell'
unreadable\t'The reader does not know them'"
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from restore" -l oldest-reader -d 'The oldest version that must be able to read the store, by `x-since` of the schema' -r
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from restore" -l migrations -d 'A folder with numbered migrations' -r -F
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from restore" -l since -d 'Of etcd, only what changed behind this revision: the last look before the switch' -r
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from restore" -l state -d 'Where backups and the history lie; beside the store by default' -r -F
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from restore" -l etcd-ca -d 'For an etcd behind TLS: certificates in PEM of who signed the server\'s; else $ETCDCTL_CACERT' -r -F
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from restore" -l etcd-cert -d 'The own certificate in PEM, where an etcd wants one; else $ETCDCTL_CERT' -r -F
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from restore" -l etcd-key -d 'Its private key in PEM; else $ETCDCTL_KEY' -r -F
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from restore" -l etcd-user -d 'The user of an etcd with users; else $ETCDCTL_USER' -r
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from restore" -l etcd-password-file -d 'A file with this user\'s password on its first line; else $ETCDCTL_PASSWORD' -r -F
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from restore" -l output -d 'How to print it' -r -f -a "text\t'For people'
json\t'For programs'"
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from restore" -l color -d 'When to colour text: a terminal decides, and NO_COLOR is obeyed' -r -f -a "auto\t''
always\t''
never\t''"
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from restore" -l reader-migrates -d 'The reader makes the migrations itself while it reads: what it moved is not lost'
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from restore" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from report" -l store -d 'Only the store of this name in upsafe.toml' -r
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from report" -l config -d 'The configuration; the nearest upsafe.toml by default' -r -F
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from report" -l source -d 'Where the objects are: dir:PATH, fluvio-local:PATH, kubectl:FILE, jsonl:FILE or etcd:HOST:PORT/PREFIX' -r
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from report" -l schema -d 'The schema of the version that will read: a file, or a folder with a file for each kind' -r -F
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from report" -l format -d 'The language of the schema: json-schema or crd; told by its text where it is not given' -r
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from report" -l reader -d 'The program that will read, instead of a schema; words are separated by spaces. With `{file}` it is started for each object, else it answers JSON lines' -r
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from report" -l writer -d 'A program that writes each object anew before it is read' -r
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from report" -l old-schema -d 'The schema of the version that reads now: for clients of CRDs, and for the way back' -r -F
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from report" -l old-reader -d 'The program that reads now, instead of a schema' -r
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from report" -l client -d 'A JSON Schema of clients that get the objects from the reader; may be given several times' -r -F
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from report" -l timeout -d 'How many seconds a program may take for one object' -r
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from report" -l unknown-fields -d 'What the reader does with fields that its schema does not know' -r -f -a "dropped\t'They are lost at the next write'
kept\t'They stay'"
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from report" -l unknown-kinds -d 'What becomes of objects whose kind has no schema' -r -f -a "unverifiable\t'Nobody can tell'
unreadable\t'The reader does not know them'"
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from report" -l oldest-reader -d 'The oldest version that must be able to read the store, by `x-since` of the schema' -r
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from report" -l migrations -d 'A folder with numbered migrations' -r -F
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from report" -l since -d 'Of etcd, only what changed behind this revision: the last look before the switch' -r
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from report" -l state -d 'Where backups and the history lie; beside the store by default' -r -F
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from report" -l etcd-ca -d 'For an etcd behind TLS: certificates in PEM of who signed the server\'s; else $ETCDCTL_CACERT' -r -F
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from report" -l etcd-cert -d 'The own certificate in PEM, where an etcd wants one; else $ETCDCTL_CERT' -r -F
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from report" -l etcd-key -d 'Its private key in PEM; else $ETCDCTL_KEY' -r -F
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from report" -l etcd-user -d 'The user of an etcd with users; else $ETCDCTL_USER' -r
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from report" -l etcd-password-file -d 'A file with this user\'s password on its first line; else $ETCDCTL_PASSWORD' -r -F
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from report" -l output -d 'Its format' -r -f -a "markdown\t'For people, and for pull requests'
html\t'A page of its own'
json\t'For programs'"
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from report" -l color -d 'When to colour text: a terminal decides, and NO_COLOR is obeyed' -r -f -a "auto\t''
always\t''
never\t''"
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from report" -l reader-migrates -d 'The reader makes the migrations itself while it reads: what it moved is not lost'
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from report" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from history" -l store -d 'Only the store of this name in upsafe.toml' -r
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from history" -l config -d 'The configuration; the nearest upsafe.toml by default' -r -F
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from history" -l source -d 'Where the objects are: dir:PATH, fluvio-local:PATH, kubectl:FILE, jsonl:FILE or etcd:HOST:PORT/PREFIX' -r
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from history" -l schema -d 'The schema of the version that will read: a file, or a folder with a file for each kind' -r -F
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from history" -l format -d 'The language of the schema: json-schema or crd; told by its text where it is not given' -r
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from history" -l reader -d 'The program that will read, instead of a schema; words are separated by spaces. With `{file}` it is started for each object, else it answers JSON lines' -r
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from history" -l writer -d 'A program that writes each object anew before it is read' -r
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from history" -l old-schema -d 'The schema of the version that reads now: for clients of CRDs, and for the way back' -r -F
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from history" -l old-reader -d 'The program that reads now, instead of a schema' -r
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from history" -l client -d 'A JSON Schema of clients that get the objects from the reader; may be given several times' -r -F
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from history" -l timeout -d 'How many seconds a program may take for one object' -r
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from history" -l unknown-fields -d 'What the reader does with fields that its schema does not know' -r -f -a "dropped\t'They are lost at the next write'
kept\t'They stay'"
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from history" -l unknown-kinds -d 'What becomes of objects whose kind has no schema' -r -f -a "unverifiable\t'Nobody can tell'
unreadable\t'The reader does not know them'"
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from history" -l oldest-reader -d 'The oldest version that must be able to read the store, by `x-since` of the schema' -r
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from history" -l migrations -d 'A folder with numbered migrations' -r -F
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from history" -l since -d 'Of etcd, only what changed behind this revision: the last look before the switch' -r
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from history" -l state -d 'Where backups and the history lie; beside the store by default' -r -F
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from history" -l etcd-ca -d 'For an etcd behind TLS: certificates in PEM of who signed the server\'s; else $ETCDCTL_CACERT' -r -F
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from history" -l etcd-cert -d 'The own certificate in PEM, where an etcd wants one; else $ETCDCTL_CERT' -r -F
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from history" -l etcd-key -d 'Its private key in PEM; else $ETCDCTL_KEY' -r -F
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from history" -l etcd-user -d 'The user of an etcd with users; else $ETCDCTL_USER' -r
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from history" -l etcd-password-file -d 'A file with this user\'s password on its first line; else $ETCDCTL_PASSWORD' -r -F
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from history" -l output -d 'How to print it' -r -f -a "text\t'For people'
json\t'For programs'"
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from history" -l color -d 'When to colour text: a terminal decides, and NO_COLOR is obeyed' -r -f -a "auto\t''
always\t''
never\t''"
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from history" -l reader-migrates -d 'The reader makes the migrations itself while it reads: what it moved is not lost'
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from history" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from help" -f -a "verify" -d 'Read every stored object as the new version will, and write nothing'
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from help" -f -a "migrate" -d 'Bring a store to the new version: verify, back up, write, read back. Finishes a run that was stopped'
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from help" -f -a "restore" -d 'Bring the old bytes back, where the old version will be able to read the store'
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from help" -f -a "report" -d 'The report before an upgrade: objects by kind and verdict, causes, witnesses, the plan'
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from help" -f -a "history" -d 'What was done to a store'
complete -c upsafe -n "__fish_upsafe_using_subcommand metadata; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c upsafe -n "__fish_upsafe_using_subcommand schema; and not __fish_seen_subcommand_from check witness batch help" -l color -d 'When to colour text: a terminal decides, and NO_COLOR is obeyed' -r -f -a "auto\t''
always\t''
never\t''"
complete -c upsafe -n "__fish_upsafe_using_subcommand schema; and not __fish_seen_subcommand_from check witness batch help" -s h -l help -d 'Print help'
complete -c upsafe -n "__fish_upsafe_using_subcommand schema; and not __fish_seen_subcommand_from check witness batch help" -f -a "check" -d 'Compare two schemas, two folders of schemas, or a schema with a folder of its versions'
complete -c upsafe -n "__fish_upsafe_using_subcommand schema; and not __fish_seen_subcommand_from check witness batch help" -f -a "witness" -d 'Print a document that a writer may write and a reader refuses, and nothing else'
complete -c upsafe -n "__fish_upsafe_using_subcommand schema; and not __fish_seen_subcommand_from check witness batch help" -f -a "batch" -d 'Answer JSON lines on stdin: {"id", "old", "new", "mode"?, "profile"?, "dialect"?, "writers"?, "defaults"?, "formats"?} -> {"id", "compatible", "verdict", "findings", "witness"}'
complete -c upsafe -n "__fish_upsafe_using_subcommand schema; and not __fish_seen_subcommand_from check witness batch help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c upsafe -n "__fish_upsafe_using_subcommand schema; and __fish_seen_subcommand_from check" -l format -d 'The format: json-schema, avro or crd; told by the names of the files, or by what is in them, where that is clear' -r
complete -c upsafe -n "__fish_upsafe_using_subcommand schema; and __fish_seen_subcommand_from check" -l mode -d 'Who must be able to read whom: none, backward, forward, full, or one of the last three with -transitive' -r
complete -c upsafe -n "__fish_upsafe_using_subcommand schema; and __fish_seen_subcommand_from check" -l profile -d 'Give the answer of another tool, right or wrong, with what is proved beside it: confluent, confluent-lenient, karapace or crdify; for definitions also strict, stored-data, clients or olm' -r
complete -c upsafe -n "__fish_upsafe_using_subcommand schema; and __fish_seen_subcommand_from check" -l dialect -d 'How a JSON Schema without `$schema` is read: draft-04, draft-06, draft-07, 2019-09 or 2020-12' -r
complete -c upsafe -n "__fish_upsafe_using_subcommand schema; and __fish_seen_subcommand_from check" -l writers -d 'Which documents writers may produce: all that their schema allows, or declared properties only' -r -f -a "any\t''
declared\t''"
complete -c upsafe -n "__fish_upsafe_using_subcommand schema; and __fish_seen_subcommand_from check" -l defaults -d 'Whether readers fill in `default` before they validate' -r -f -a "ignored\t''
filled\t''"
complete -c upsafe -n "__fish_upsafe_using_subcommand schema; and __fish_seen_subcommand_from check" -l formats -d 'Whether `format` makes a string invalid' -r -f -a "annotate\t''
assert\t''"
complete -c upsafe -n "__fish_upsafe_using_subcommand schema; and __fish_seen_subcommand_from check" -l steps -d 'How many steps one comparison may take before it counts as undecided' -r
complete -c upsafe -n "__fish_upsafe_using_subcommand schema; and __fish_seen_subcommand_from check" -l output -d 'A format, or FORMAT=FILE; may be given several times. Formats: text, json, sarif, junit, github, markdown' -r
complete -c upsafe -n "__fish_upsafe_using_subcommand schema; and __fish_seen_subcommand_from check" -l color -d 'When to colour text: a terminal decides, and NO_COLOR is obeyed' -r -f -a "auto\t''
always\t''
never\t''"
complete -c upsafe -n "__fish_upsafe_using_subcommand schema; and __fish_seen_subcommand_from check" -s v -l verbose -d 'Show every finding in full'
complete -c upsafe -n "__fish_upsafe_using_subcommand schema; and __fish_seen_subcommand_from check" -s h -l help -d 'Print help'
complete -c upsafe -n "__fish_upsafe_using_subcommand schema; and __fish_seen_subcommand_from witness" -l format -d 'The format: json-schema, avro or crd; told by the names of the files, or by what is in them, where that is clear' -r
complete -c upsafe -n "__fish_upsafe_using_subcommand schema; and __fish_seen_subcommand_from witness" -l mode -d 'Who must be able to read whom: none, backward, forward, full, or one of the last three with -transitive' -r
complete -c upsafe -n "__fish_upsafe_using_subcommand schema; and __fish_seen_subcommand_from witness" -l profile -d 'Give the answer of another tool, right or wrong, with what is proved beside it: confluent, confluent-lenient, karapace or crdify; for definitions also strict, stored-data, clients or olm' -r
complete -c upsafe -n "__fish_upsafe_using_subcommand schema; and __fish_seen_subcommand_from witness" -l dialect -d 'How a JSON Schema without `$schema` is read: draft-04, draft-06, draft-07, 2019-09 or 2020-12' -r
complete -c upsafe -n "__fish_upsafe_using_subcommand schema; and __fish_seen_subcommand_from witness" -l writers -d 'Which documents writers may produce: all that their schema allows, or declared properties only' -r -f -a "any\t''
declared\t''"
complete -c upsafe -n "__fish_upsafe_using_subcommand schema; and __fish_seen_subcommand_from witness" -l defaults -d 'Whether readers fill in `default` before they validate' -r -f -a "ignored\t''
filled\t''"
complete -c upsafe -n "__fish_upsafe_using_subcommand schema; and __fish_seen_subcommand_from witness" -l formats -d 'Whether `format` makes a string invalid' -r -f -a "annotate\t''
assert\t''"
complete -c upsafe -n "__fish_upsafe_using_subcommand schema; and __fish_seen_subcommand_from witness" -l steps -d 'How many steps one comparison may take before it counts as undecided' -r
complete -c upsafe -n "__fish_upsafe_using_subcommand schema; and __fish_seen_subcommand_from witness" -l encoding -d 'How an Avro value is printed' -r -f -a "json\t'As JSON'
hex\t'Avro\'s binary encoding, as hexadecimal digits'"
complete -c upsafe -n "__fish_upsafe_using_subcommand schema; and __fish_seen_subcommand_from witness" -l color -d 'When to colour text: a terminal decides, and NO_COLOR is obeyed' -r -f -a "auto\t''
always\t''
never\t''"
complete -c upsafe -n "__fish_upsafe_using_subcommand schema; and __fish_seen_subcommand_from witness" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c upsafe -n "__fish_upsafe_using_subcommand schema; and __fish_seen_subcommand_from batch" -l format -d 'The format of every schema: json-schema, avro or crd' -r
complete -c upsafe -n "__fish_upsafe_using_subcommand schema; and __fish_seen_subcommand_from batch" -l mode -d 'Who must be able to read whom: none, backward, forward, full, or one of the last three with -transitive' -r
complete -c upsafe -n "__fish_upsafe_using_subcommand schema; and __fish_seen_subcommand_from batch" -l profile -d 'Give the answer of another tool, right or wrong, with what is proved beside it: confluent, confluent-lenient, karapace or crdify; for definitions also strict, stored-data, clients or olm' -r
complete -c upsafe -n "__fish_upsafe_using_subcommand schema; and __fish_seen_subcommand_from batch" -l dialect -d 'How a JSON Schema without `$schema` is read: draft-04, draft-06, draft-07, 2019-09 or 2020-12' -r
complete -c upsafe -n "__fish_upsafe_using_subcommand schema; and __fish_seen_subcommand_from batch" -l writers -d 'Which documents writers may produce: all that their schema allows, or declared properties only' -r -f -a "any\t''
declared\t''"
complete -c upsafe -n "__fish_upsafe_using_subcommand schema; and __fish_seen_subcommand_from batch" -l defaults -d 'Whether readers fill in `default` before they validate' -r -f -a "ignored\t''
filled\t''"
complete -c upsafe -n "__fish_upsafe_using_subcommand schema; and __fish_seen_subcommand_from batch" -l formats -d 'Whether `format` makes a string invalid' -r -f -a "annotate\t''
assert\t''"
complete -c upsafe -n "__fish_upsafe_using_subcommand schema; and __fish_seen_subcommand_from batch" -l steps -d 'How many steps one comparison may take before it counts as undecided' -r
complete -c upsafe -n "__fish_upsafe_using_subcommand schema; and __fish_seen_subcommand_from batch" -l color -d 'When to colour text: a terminal decides, and NO_COLOR is obeyed' -r -f -a "auto\t''
always\t''
never\t''"
complete -c upsafe -n "__fish_upsafe_using_subcommand schema; and __fish_seen_subcommand_from batch" -s h -l help -d 'Print help'
complete -c upsafe -n "__fish_upsafe_using_subcommand schema; and __fish_seen_subcommand_from help" -f -a "check" -d 'Compare two schemas, two folders of schemas, or a schema with a folder of its versions'
complete -c upsafe -n "__fish_upsafe_using_subcommand schema; and __fish_seen_subcommand_from help" -f -a "witness" -d 'Print a document that a writer may write and a reader refuses, and nothing else'
complete -c upsafe -n "__fish_upsafe_using_subcommand schema; and __fish_seen_subcommand_from help" -f -a "batch" -d 'Answer JSON lines on stdin: {"id", "old", "new", "mode"?, "profile"?, "dialect"?, "writers"?, "defaults"?, "formats"?} -> {"id", "compatible", "verdict", "findings", "witness"}'
complete -c upsafe -n "__fish_upsafe_using_subcommand schema; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c upsafe -n "__fish_upsafe_using_subcommand semver; and not __fish_seen_subcommand_from check suggest next path api batch help" -l color -d 'When to colour text: a terminal decides, and NO_COLOR is obeyed' -r -f -a "auto\t''
always\t''
never\t''"
complete -c upsafe -n "__fish_upsafe_using_subcommand semver; and not __fish_seen_subcommand_from check suggest next path api batch help" -s h -l help -d 'Print help'
complete -c upsafe -n "__fish_upsafe_using_subcommand semver; and not __fish_seen_subcommand_from check suggest next path api batch help" -f -a "check" -d 'Judge the versions that stand in the manifests; the same as `upsafe check semver`'
complete -c upsafe -n "__fish_upsafe_using_subcommand semver; and not __fish_seen_subcommand_from check suggest next path api batch help" -f -a "suggest" -d 'Name the lowest honest version of each package, and why'
complete -c upsafe -n "__fish_upsafe_using_subcommand semver; and not __fish_seen_subcommand_from check suggest next path api batch help" -f -a "next" -d 'Show what has to change in which files for the next versions, or change it'
complete -c upsafe -n "__fish_upsafe_using_subcommand semver; and not __fish_seen_subcommand_from check suggest next path api batch help" -f -a "path" -d 'The allowed way from one version of a component to another, or why there is none'
complete -c upsafe -n "__fish_upsafe_using_subcommand semver; and not __fish_seen_subcommand_from check suggest next path api batch help" -f -a "api" -d 'Write, check and compare the public APIs of packages'
complete -c upsafe -n "__fish_upsafe_using_subcommand semver; and not __fish_seen_subcommand_from check suggest next path api batch help" -f -a "batch" -d 'Answer JSON lines on stdin: {"id", "op": "go-release", "module": {...}, "version"?} -> {"id", "result"} or {"id", "error"}'
complete -c upsafe -n "__fish_upsafe_using_subcommand semver; and not __fish_seen_subcommand_from check suggest next path api batch help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c upsafe -n "__fish_upsafe_using_subcommand semver; and __fish_seen_subcommand_from check" -l manifest-path -d 'A manifest (Cargo.toml, go.mod, go.work), a lock, or a folder; this folder by default' -r -F
complete -c upsafe -n "__fish_upsafe_using_subcommand semver; and __fish_seen_subcommand_from check" -l config -d 'The configuration; the nearest upsafe.toml at or above the workspace by default' -r -F
complete -c upsafe -n "__fish_upsafe_using_subcommand semver; and __fish_seen_subcommand_from check" -l tier -d 'How to load a Cargo workspace: from its files alone, or by asking cargo' -r -f -a "fast\t'Cargo.lock, manifests and the local index cache; no cargo, no network'
exact\t'`cargo metadata`, and which packages are really built'"
complete -c upsafe -n "__fish_upsafe_using_subcommand semver; and __fish_seen_subcommand_from check" -l modules -d 'A folder of Go modules laid out as a module proxy; GOMODCACHE\'s cache/download by default' -r -F
complete -c upsafe -n "__fish_upsafe_using_subcommand semver; and __fish_seen_subcommand_from check" -l go-graph -d 'The output of `go mod graph`, as the source of what Go modules require' -r -F
complete -c upsafe -n "__fish_upsafe_using_subcommand semver; and __fish_seen_subcommand_from check" -l output -d 'A format, or FORMAT=FILE; may be given several times. Formats: text, json, sarif, junit, github, markdown' -r
complete -c upsafe -n "__fish_upsafe_using_subcommand semver; and __fish_seen_subcommand_from check" -l color -d 'When to colour text: a terminal decides, and NO_COLOR is obeyed' -r -f -a "auto\t''
always\t''
never\t''"
complete -c upsafe -n "__fish_upsafe_using_subcommand semver; and __fish_seen_subcommand_from check" -l fresh -d 'Ask the index of cargo again, whatever an earlier run found there'
complete -c upsafe -n "__fish_upsafe_using_subcommand semver; and __fish_seen_subcommand_from check" -l deep -d 'Hash every cached archive and compare it with the lock; build the APIs of Rust libraries and compare them'
complete -c upsafe -n "__fish_upsafe_using_subcommand semver; and __fish_seen_subcommand_from check" -s v -l verbose -d 'Show every finding in full'
complete -c upsafe -n "__fish_upsafe_using_subcommand semver; and __fish_seen_subcommand_from check" -l no-baseline -d 'Do not let the baseline hide findings'
complete -c upsafe -n "__fish_upsafe_using_subcommand semver; and __fish_seen_subcommand_from check" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c upsafe -n "__fish_upsafe_using_subcommand semver; and __fish_seen_subcommand_from suggest" -l manifest-path -d 'A manifest (Cargo.toml, go.mod, go.work), a lock, or a folder; this folder by default' -r -F
complete -c upsafe -n "__fish_upsafe_using_subcommand semver; and __fish_seen_subcommand_from suggest" -l config -d 'The configuration; the nearest upsafe.toml at or above the workspace by default' -r -F
complete -c upsafe -n "__fish_upsafe_using_subcommand semver; and __fish_seen_subcommand_from suggest" -l tier -d 'How to load a Cargo workspace: from its files alone, or by asking cargo' -r -f -a "fast\t'Cargo.lock, manifests and the local index cache; no cargo, no network'
exact\t'`cargo metadata`, and which packages are really built'"
complete -c upsafe -n "__fish_upsafe_using_subcommand semver; and __fish_seen_subcommand_from suggest" -l modules -d 'A folder of Go modules laid out as a module proxy; GOMODCACHE\'s cache/download by default' -r -F
complete -c upsafe -n "__fish_upsafe_using_subcommand semver; and __fish_seen_subcommand_from suggest" -l go-graph -d 'The output of `go mod graph`, as the source of what Go modules require' -r -F
complete -c upsafe -n "__fish_upsafe_using_subcommand semver; and __fish_seen_subcommand_from suggest" -l output -d 'How to print it' -r -f -a "text\t'For people'
json\t'For programs'"
complete -c upsafe -n "__fish_upsafe_using_subcommand semver; and __fish_seen_subcommand_from suggest" -l color -d 'When to colour text: a terminal decides, and NO_COLOR is obeyed' -r -f -a "auto\t''
always\t''
never\t''"
complete -c upsafe -n "__fish_upsafe_using_subcommand semver; and __fish_seen_subcommand_from suggest" -l fresh -d 'Ask the index of cargo again, whatever an earlier run found there'
complete -c upsafe -n "__fish_upsafe_using_subcommand semver; and __fish_seen_subcommand_from suggest" -l deep -d 'Build the APIs of Rust libraries, where no snapshot tells them'
complete -c upsafe -n "__fish_upsafe_using_subcommand semver; and __fish_seen_subcommand_from suggest" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c upsafe -n "__fish_upsafe_using_subcommand semver; and __fish_seen_subcommand_from next" -l manifest-path -d 'A manifest (Cargo.toml, go.mod, go.work), a lock, or a folder; this folder by default' -r -F
complete -c upsafe -n "__fish_upsafe_using_subcommand semver; and __fish_seen_subcommand_from next" -l config -d 'The configuration; the nearest upsafe.toml at or above the workspace by default' -r -F
complete -c upsafe -n "__fish_upsafe_using_subcommand semver; and __fish_seen_subcommand_from next" -l tier -d 'How to load a Cargo workspace: from its files alone, or by asking cargo' -r -f -a "fast\t'Cargo.lock, manifests and the local index cache; no cargo, no network'
exact\t'`cargo metadata`, and which packages are really built'"
complete -c upsafe -n "__fish_upsafe_using_subcommand semver; and __fish_seen_subcommand_from next" -l modules -d 'A folder of Go modules laid out as a module proxy; GOMODCACHE\'s cache/download by default' -r -F
complete -c upsafe -n "__fish_upsafe_using_subcommand semver; and __fish_seen_subcommand_from next" -l go-graph -d 'The output of `go mod graph`, as the source of what Go modules require' -r -F
complete -c upsafe -n "__fish_upsafe_using_subcommand semver; and __fish_seen_subcommand_from next" -l bump -d 'Raise this part of what the manifests say, in place of the lowest honest version' -r -f -a "patch\t''
minor\t''
major\t''"
complete -c upsafe -n "__fish_upsafe_using_subcommand semver; and __fish_seen_subcommand_from next" -l version -d 'Take this version' -r
complete -c upsafe -n "__fish_upsafe_using_subcommand semver; and __fish_seen_subcommand_from next" -l output -d 'How to print it' -r -f -a "text\t'For people'
json\t'For programs'"
complete -c upsafe -n "__fish_upsafe_using_subcommand semver; and __fish_seen_subcommand_from next" -l color -d 'When to colour text: a terminal decides, and NO_COLOR is obeyed' -r -f -a "auto\t''
always\t''
never\t''"
complete -c upsafe -n "__fish_upsafe_using_subcommand semver; and __fish_seen_subcommand_from next" -l fresh -d 'Ask the index of cargo again, whatever an earlier run found there'
complete -c upsafe -n "__fish_upsafe_using_subcommand semver; and __fish_seen_subcommand_from next" -l deep -d 'Build the APIs of Rust libraries, where no snapshot tells them'
complete -c upsafe -n "__fish_upsafe_using_subcommand semver; and __fish_seen_subcommand_from next" -l write -d 'Change the files, all of them or none'
complete -c upsafe -n "__fish_upsafe_using_subcommand semver; and __fish_seen_subcommand_from next" -l dry-run -d 'Only show what would change; the default'
complete -c upsafe -n "__fish_upsafe_using_subcommand semver; and __fish_seen_subcommand_from next" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c upsafe -n "__fish_upsafe_using_subcommand semver; and __fish_seen_subcommand_from path" -l with -d 'Another component, or a further instance of this one, that stays at a version; may be given several times' -r
complete -c upsafe -n "__fish_upsafe_using_subcommand semver; and __fish_seen_subcommand_from path" -l manifest-path -d 'A folder, or a manifest in it, at or above which upsafe.toml stands; this folder by default' -r -F
complete -c upsafe -n "__fish_upsafe_using_subcommand semver; and __fish_seen_subcommand_from path" -l config -d 'The configuration; the nearest upsafe.toml at or above the folder by default' -r -F
complete -c upsafe -n "__fish_upsafe_using_subcommand semver; and __fish_seen_subcommand_from path" -l output -d 'How to print it' -r -f -a "text\t'For people'
json\t'For programs'"
complete -c upsafe -n "__fish_upsafe_using_subcommand semver; and __fish_seen_subcommand_from path" -l color -d 'When to colour text: a terminal decides, and NO_COLOR is obeyed' -r -f -a "auto\t''
always\t''
never\t''"
complete -c upsafe -n "__fish_upsafe_using_subcommand semver; and __fish_seen_subcommand_from path" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c upsafe -n "__fish_upsafe_using_subcommand semver; and __fish_seen_subcommand_from api" -l color -d 'When to colour text: a terminal decides, and NO_COLOR is obeyed' -r -f -a "auto\t''
always\t''
never\t''"
complete -c upsafe -n "__fish_upsafe_using_subcommand semver; and __fish_seen_subcommand_from api" -s h -l help -d 'Print help'
complete -c upsafe -n "__fish_upsafe_using_subcommand semver; and __fish_seen_subcommand_from api" -f -a "write" -d 'Build the API of each published Rust library, and write the snapshots that differ'
complete -c upsafe -n "__fish_upsafe_using_subcommand semver; and __fish_seen_subcommand_from api" -f -a "check" -d 'Build the API of each published Rust library, and compare it with its snapshot'
complete -c upsafe -n "__fish_upsafe_using_subcommand semver; and __fish_seen_subcommand_from api" -f -a "diff" -d 'Tell what changed between two APIs, and which part of the version it asks for'
complete -c upsafe -n "__fish_upsafe_using_subcommand semver; and __fish_seen_subcommand_from api" -f -a "import" -d 'Take the difference that a tool of another language told, for the gate to read'
complete -c upsafe -n "__fish_upsafe_using_subcommand semver; and __fish_seen_subcommand_from api" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c upsafe -n "__fish_upsafe_using_subcommand semver; and __fish_seen_subcommand_from batch" -l color -d 'When to colour text: a terminal decides, and NO_COLOR is obeyed' -r -f -a "auto\t''
always\t''
never\t''"
complete -c upsafe -n "__fish_upsafe_using_subcommand semver; and __fish_seen_subcommand_from batch" -s h -l help -d 'Print help'
complete -c upsafe -n "__fish_upsafe_using_subcommand semver; and __fish_seen_subcommand_from help" -f -a "check" -d 'Judge the versions that stand in the manifests; the same as `upsafe check semver`'
complete -c upsafe -n "__fish_upsafe_using_subcommand semver; and __fish_seen_subcommand_from help" -f -a "suggest" -d 'Name the lowest honest version of each package, and why'
complete -c upsafe -n "__fish_upsafe_using_subcommand semver; and __fish_seen_subcommand_from help" -f -a "next" -d 'Show what has to change in which files for the next versions, or change it'
complete -c upsafe -n "__fish_upsafe_using_subcommand semver; and __fish_seen_subcommand_from help" -f -a "path" -d 'The allowed way from one version of a component to another, or why there is none'
complete -c upsafe -n "__fish_upsafe_using_subcommand semver; and __fish_seen_subcommand_from help" -f -a "api" -d 'Write, check and compare the public APIs of packages'
complete -c upsafe -n "__fish_upsafe_using_subcommand semver; and __fish_seen_subcommand_from help" -f -a "batch" -d 'Answer JSON lines on stdin: {"id", "op": "go-release", "module": {...}, "version"?} -> {"id", "result"} or {"id", "error"}'
complete -c upsafe -n "__fish_upsafe_using_subcommand semver; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c upsafe -n "__fish_upsafe_using_subcommand version; and not __fish_seen_subcommand_from compare satisfies valid sort bump difference batch help" -l color -d 'When to colour text: a terminal decides, and NO_COLOR is obeyed' -r -f -a "auto\t''
always\t''
never\t''"
complete -c upsafe -n "__fish_upsafe_using_subcommand version; and not __fish_seen_subcommand_from compare satisfies valid sort bump difference batch help" -s h -l help -d 'Print help'
complete -c upsafe -n "__fish_upsafe_using_subcommand version; and not __fish_seen_subcommand_from compare satisfies valid sort bump difference batch help" -f -a "compare" -d 'Print -1, 0 or 1: which of two versions is older'
complete -c upsafe -n "__fish_upsafe_using_subcommand version; and not __fish_seen_subcommand_from compare satisfies valid sort bump difference batch help" -f -a "satisfies" -d 'Print whether a version lies in a range'
complete -c upsafe -n "__fish_upsafe_using_subcommand version; and not __fish_seen_subcommand_from compare satisfies valid sort bump difference batch help" -f -a "valid" -d 'Print whether a text is a version'
complete -c upsafe -n "__fish_upsafe_using_subcommand version; and not __fish_seen_subcommand_from compare satisfies valid sort bump difference batch help" -f -a "sort" -d 'Print versions in order, oldest first; from stdin, a line each, where none are given'
complete -c upsafe -n "__fish_upsafe_using_subcommand version; and not __fish_seen_subcommand_from compare satisfies valid sort bump difference batch help" -f -a "bump" -d 'Print the next version'
complete -c upsafe -n "__fish_upsafe_using_subcommand version; and not __fish_seen_subcommand_from compare satisfies valid sort bump difference batch help" -f -a "difference" -d 'Print the largest part in which two versions differ'
complete -c upsafe -n "__fish_upsafe_using_subcommand version; and not __fish_seen_subcommand_from compare satisfies valid sort bump difference batch help" -f -a "batch" -d 'Answer JSON lines on stdin: {"id", "scheme", "op", "args"} -> {"id", "result"} or {"id", "error"}'
complete -c upsafe -n "__fish_upsafe_using_subcommand version; and not __fish_seen_subcommand_from compare satisfies valid sort bump difference batch help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c upsafe -n "__fish_upsafe_using_subcommand version; and __fish_seen_subcommand_from compare" -l scheme -d 'The scheme: semver, cargo, npm, go, maven or pep440' -r
complete -c upsafe -n "__fish_upsafe_using_subcommand version; and __fish_seen_subcommand_from compare" -l color -d 'When to colour text: a terminal decides, and NO_COLOR is obeyed' -r -f -a "auto\t''
always\t''
never\t''"
complete -c upsafe -n "__fish_upsafe_using_subcommand version; and __fish_seen_subcommand_from compare" -s h -l help -d 'Print help'
complete -c upsafe -n "__fish_upsafe_using_subcommand version; and __fish_seen_subcommand_from satisfies" -l scheme -d 'The scheme: semver, cargo, npm, go, maven or pep440' -r
complete -c upsafe -n "__fish_upsafe_using_subcommand version; and __fish_seen_subcommand_from satisfies" -l color -d 'When to colour text: a terminal decides, and NO_COLOR is obeyed' -r -f -a "auto\t''
always\t''
never\t''"
complete -c upsafe -n "__fish_upsafe_using_subcommand version; and __fish_seen_subcommand_from satisfies" -s h -l help -d 'Print help'
complete -c upsafe -n "__fish_upsafe_using_subcommand version; and __fish_seen_subcommand_from valid" -l scheme -d 'The scheme: semver, cargo, npm, go, maven or pep440' -r
complete -c upsafe -n "__fish_upsafe_using_subcommand version; and __fish_seen_subcommand_from valid" -l color -d 'When to colour text: a terminal decides, and NO_COLOR is obeyed' -r -f -a "auto\t''
always\t''
never\t''"
complete -c upsafe -n "__fish_upsafe_using_subcommand version; and __fish_seen_subcommand_from valid" -s h -l help -d 'Print help'
complete -c upsafe -n "__fish_upsafe_using_subcommand version; and __fish_seen_subcommand_from sort" -l scheme -d 'The scheme: semver, cargo, npm, go, maven or pep440' -r
complete -c upsafe -n "__fish_upsafe_using_subcommand version; and __fish_seen_subcommand_from sort" -l color -d 'When to colour text: a terminal decides, and NO_COLOR is obeyed' -r -f -a "auto\t''
always\t''
never\t''"
complete -c upsafe -n "__fish_upsafe_using_subcommand version; and __fish_seen_subcommand_from sort" -s h -l help -d 'Print help'
complete -c upsafe -n "__fish_upsafe_using_subcommand version; and __fish_seen_subcommand_from bump" -l scheme -d 'The scheme: semver, cargo, npm, go, maven or pep440' -r
complete -c upsafe -n "__fish_upsafe_using_subcommand version; and __fish_seen_subcommand_from bump" -l color -d 'When to colour text: a terminal decides, and NO_COLOR is obeyed' -r -f -a "auto\t''
always\t''
never\t''"
complete -c upsafe -n "__fish_upsafe_using_subcommand version; and __fish_seen_subcommand_from bump" -s h -l help -d 'Print help'
complete -c upsafe -n "__fish_upsafe_using_subcommand version; and __fish_seen_subcommand_from difference" -l scheme -d 'The scheme: semver, cargo, npm, go, maven or pep440' -r
complete -c upsafe -n "__fish_upsafe_using_subcommand version; and __fish_seen_subcommand_from difference" -l color -d 'When to colour text: a terminal decides, and NO_COLOR is obeyed' -r -f -a "auto\t''
always\t''
never\t''"
complete -c upsafe -n "__fish_upsafe_using_subcommand version; and __fish_seen_subcommand_from difference" -s h -l help -d 'Print help'
complete -c upsafe -n "__fish_upsafe_using_subcommand version; and __fish_seen_subcommand_from batch" -l color -d 'When to colour text: a terminal decides, and NO_COLOR is obeyed' -r -f -a "auto\t''
always\t''
never\t''"
complete -c upsafe -n "__fish_upsafe_using_subcommand version; and __fish_seen_subcommand_from batch" -s h -l help -d 'Print help'
complete -c upsafe -n "__fish_upsafe_using_subcommand version; and __fish_seen_subcommand_from help" -f -a "compare" -d 'Print -1, 0 or 1: which of two versions is older'
complete -c upsafe -n "__fish_upsafe_using_subcommand version; and __fish_seen_subcommand_from help" -f -a "satisfies" -d 'Print whether a version lies in a range'
complete -c upsafe -n "__fish_upsafe_using_subcommand version; and __fish_seen_subcommand_from help" -f -a "valid" -d 'Print whether a text is a version'
complete -c upsafe -n "__fish_upsafe_using_subcommand version; and __fish_seen_subcommand_from help" -f -a "sort" -d 'Print versions in order, oldest first; from stdin, a line each, where none are given'
complete -c upsafe -n "__fish_upsafe_using_subcommand version; and __fish_seen_subcommand_from help" -f -a "bump" -d 'Print the next version'
complete -c upsafe -n "__fish_upsafe_using_subcommand version; and __fish_seen_subcommand_from help" -f -a "difference" -d 'Print the largest part in which two versions differ'
complete -c upsafe -n "__fish_upsafe_using_subcommand version; and __fish_seen_subcommand_from help" -f -a "batch" -d 'Answer JSON lines on stdin: {"id", "scheme", "op", "args"} -> {"id", "result"} or {"id", "error"}'
complete -c upsafe -n "__fish_upsafe_using_subcommand version; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c upsafe -n "__fish_upsafe_using_subcommand rules" -l output -d 'How to print them' -r -f -a "text\t'For people'
json\t'For programs'"
complete -c upsafe -n "__fish_upsafe_using_subcommand rules" -l color -d 'When to colour text: a terminal decides, and NO_COLOR is obeyed' -r -f -a "auto\t''
always\t''
never\t''"
complete -c upsafe -n "__fish_upsafe_using_subcommand rules" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c upsafe -n "__fish_upsafe_using_subcommand explain" -l color -d 'When to colour text: a terminal decides, and NO_COLOR is obeyed' -r -f -a "auto\t''
always\t''
never\t''"
complete -c upsafe -n "__fish_upsafe_using_subcommand explain" -s h -l help -d 'Print help'
complete -c upsafe -n "__fish_upsafe_using_subcommand init" -l manifest-path -d 'A manifest (Cargo.toml, go.mod, go.work), a lock, or a folder; this folder by default' -r -F
complete -c upsafe -n "__fish_upsafe_using_subcommand init" -l config -d 'The configuration; the nearest upsafe.toml at or above the workspace by default' -r -F
complete -c upsafe -n "__fish_upsafe_using_subcommand init" -l tier -d 'How to load a Cargo workspace: from its files alone, or by asking cargo' -r -f -a "fast\t'Cargo.lock, manifests and the local index cache; no cargo, no network'
exact\t'`cargo metadata`, and which packages are really built'"
complete -c upsafe -n "__fish_upsafe_using_subcommand init" -l modules -d 'A folder of Go modules laid out as a module proxy; GOMODCACHE\'s cache/download by default' -r -F
complete -c upsafe -n "__fish_upsafe_using_subcommand init" -l go-graph -d 'The output of `go mod graph`, as the source of what Go modules require' -r -F
complete -c upsafe -n "__fish_upsafe_using_subcommand init" -l color -d 'When to colour text: a terminal decides, and NO_COLOR is obeyed' -r -f -a "auto\t''
always\t''
never\t''"
complete -c upsafe -n "__fish_upsafe_using_subcommand init" -l fresh -d 'Ask the index of cargo again, whatever an earlier run found there'
complete -c upsafe -n "__fish_upsafe_using_subcommand init" -l dry-run -d 'Print the file instead of writing it'
complete -c upsafe -n "__fish_upsafe_using_subcommand init" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c upsafe -n "__fish_upsafe_using_subcommand baseline; and not __fish_seen_subcommand_from write check help" -l color -d 'When to colour text: a terminal decides, and NO_COLOR is obeyed' -r -f -a "auto\t''
always\t''
never\t''"
complete -c upsafe -n "__fish_upsafe_using_subcommand baseline; and not __fish_seen_subcommand_from write check help" -s h -l help -d 'Print help'
complete -c upsafe -n "__fish_upsafe_using_subcommand baseline; and not __fish_seen_subcommand_from write check help" -f -a "write" -d 'Write today\'s findings into the baseline; it may only shrink unless told otherwise'
complete -c upsafe -n "__fish_upsafe_using_subcommand baseline; and not __fish_seen_subcommand_from write check help" -f -a "check" -d 'Compare today\'s findings with the baseline'
complete -c upsafe -n "__fish_upsafe_using_subcommand baseline; and not __fish_seen_subcommand_from write check help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c upsafe -n "__fish_upsafe_using_subcommand baseline; and __fish_seen_subcommand_from write" -l manifest-path -d 'A manifest (Cargo.toml, go.mod, go.work), a lock, or a folder; this folder by default' -r -F
complete -c upsafe -n "__fish_upsafe_using_subcommand baseline; and __fish_seen_subcommand_from write" -l config -d 'The configuration; the nearest upsafe.toml at or above the workspace by default' -r -F
complete -c upsafe -n "__fish_upsafe_using_subcommand baseline; and __fish_seen_subcommand_from write" -l tier -d 'How to load a Cargo workspace: from its files alone, or by asking cargo' -r -f -a "fast\t'Cargo.lock, manifests and the local index cache; no cargo, no network'
exact\t'`cargo metadata`, and which packages are really built'"
complete -c upsafe -n "__fish_upsafe_using_subcommand baseline; and __fish_seen_subcommand_from write" -l modules -d 'A folder of Go modules laid out as a module proxy; GOMODCACHE\'s cache/download by default' -r -F
complete -c upsafe -n "__fish_upsafe_using_subcommand baseline; and __fish_seen_subcommand_from write" -l go-graph -d 'The output of `go mod graph`, as the source of what Go modules require' -r -F
complete -c upsafe -n "__fish_upsafe_using_subcommand baseline; and __fish_seen_subcommand_from write" -l color -d 'When to colour text: a terminal decides, and NO_COLOR is obeyed' -r -f -a "auto\t''
always\t''
never\t''"
complete -c upsafe -n "__fish_upsafe_using_subcommand baseline; and __fish_seen_subcommand_from write" -l fresh -d 'Ask the index of cargo again, whatever an earlier run found there'
complete -c upsafe -n "__fish_upsafe_using_subcommand baseline; and __fish_seen_subcommand_from write" -l allow-growth -d 'Let the baseline grow: accept findings that are new'
complete -c upsafe -n "__fish_upsafe_using_subcommand baseline; and __fish_seen_subcommand_from write" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c upsafe -n "__fish_upsafe_using_subcommand baseline; and __fish_seen_subcommand_from check" -l manifest-path -d 'A manifest (Cargo.toml, go.mod, go.work), a lock, or a folder; this folder by default' -r -F
complete -c upsafe -n "__fish_upsafe_using_subcommand baseline; and __fish_seen_subcommand_from check" -l config -d 'The configuration; the nearest upsafe.toml at or above the workspace by default' -r -F
complete -c upsafe -n "__fish_upsafe_using_subcommand baseline; and __fish_seen_subcommand_from check" -l tier -d 'How to load a Cargo workspace: from its files alone, or by asking cargo' -r -f -a "fast\t'Cargo.lock, manifests and the local index cache; no cargo, no network'
exact\t'`cargo metadata`, and which packages are really built'"
complete -c upsafe -n "__fish_upsafe_using_subcommand baseline; and __fish_seen_subcommand_from check" -l modules -d 'A folder of Go modules laid out as a module proxy; GOMODCACHE\'s cache/download by default' -r -F
complete -c upsafe -n "__fish_upsafe_using_subcommand baseline; and __fish_seen_subcommand_from check" -l go-graph -d 'The output of `go mod graph`, as the source of what Go modules require' -r -F
complete -c upsafe -n "__fish_upsafe_using_subcommand baseline; and __fish_seen_subcommand_from check" -l output -d 'A format, or FORMAT=FILE; may be given several times' -r
complete -c upsafe -n "__fish_upsafe_using_subcommand baseline; and __fish_seen_subcommand_from check" -l color -d 'When to colour text: a terminal decides, and NO_COLOR is obeyed' -r -f -a "auto\t''
always\t''
never\t''"
complete -c upsafe -n "__fish_upsafe_using_subcommand baseline; and __fish_seen_subcommand_from check" -l fresh -d 'Ask the index of cargo again, whatever an earlier run found there'
complete -c upsafe -n "__fish_upsafe_using_subcommand baseline; and __fish_seen_subcommand_from check" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c upsafe -n "__fish_upsafe_using_subcommand baseline; and __fish_seen_subcommand_from help" -f -a "write" -d 'Write today\'s findings into the baseline; it may only shrink unless told otherwise'
complete -c upsafe -n "__fish_upsafe_using_subcommand baseline; and __fish_seen_subcommand_from help" -f -a "check" -d 'Compare today\'s findings with the baseline'
complete -c upsafe -n "__fish_upsafe_using_subcommand baseline; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c upsafe -n "__fish_upsafe_using_subcommand hook; and not __fish_seen_subcommand_from install uninstall run help" -l color -d 'When to colour text: a terminal decides, and NO_COLOR is obeyed' -r -f -a "auto\t''
always\t''
never\t''"
complete -c upsafe -n "__fish_upsafe_using_subcommand hook; and not __fish_seen_subcommand_from install uninstall run help" -s h -l help -d 'Print help'
complete -c upsafe -n "__fish_upsafe_using_subcommand hook; and not __fish_seen_subcommand_from install uninstall run help" -f -a "install" -d 'Write .git/hooks/pre-commit; refuses to overwrite a hook of somebody else'
complete -c upsafe -n "__fish_upsafe_using_subcommand hook; and not __fish_seen_subcommand_from install uninstall run help" -f -a "uninstall" -d 'Remove the hook that `install` wrote'
complete -c upsafe -n "__fish_upsafe_using_subcommand hook; and not __fish_seen_subcommand_from install uninstall run help" -f -a "run" -d 'What the hook runs: the gate, where the commit changes a manifest or a lock'
complete -c upsafe -n "__fish_upsafe_using_subcommand hook; and not __fish_seen_subcommand_from install uninstall run help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c upsafe -n "__fish_upsafe_using_subcommand hook; and __fish_seen_subcommand_from install" -l path -d 'A folder in the repository; this one by default' -r -F
complete -c upsafe -n "__fish_upsafe_using_subcommand hook; and __fish_seen_subcommand_from install" -l color -d 'When to colour text: a terminal decides, and NO_COLOR is obeyed' -r -f -a "auto\t''
always\t''
never\t''"
complete -c upsafe -n "__fish_upsafe_using_subcommand hook; and __fish_seen_subcommand_from install" -s h -l help -d 'Print help'
complete -c upsafe -n "__fish_upsafe_using_subcommand hook; and __fish_seen_subcommand_from uninstall" -l path -d 'A folder in the repository; this one by default' -r -F
complete -c upsafe -n "__fish_upsafe_using_subcommand hook; and __fish_seen_subcommand_from uninstall" -l color -d 'When to colour text: a terminal decides, and NO_COLOR is obeyed' -r -f -a "auto\t''
always\t''
never\t''"
complete -c upsafe -n "__fish_upsafe_using_subcommand hook; and __fish_seen_subcommand_from uninstall" -s h -l help -d 'Print help'
complete -c upsafe -n "__fish_upsafe_using_subcommand hook; and __fish_seen_subcommand_from run" -l color -d 'When to colour text: a terminal decides, and NO_COLOR is obeyed' -r -f -a "auto\t''
always\t''
never\t''"
complete -c upsafe -n "__fish_upsafe_using_subcommand hook; and __fish_seen_subcommand_from run" -s h -l help -d 'Print help'
complete -c upsafe -n "__fish_upsafe_using_subcommand hook; and __fish_seen_subcommand_from help" -f -a "install" -d 'Write .git/hooks/pre-commit; refuses to overwrite a hook of somebody else'
complete -c upsafe -n "__fish_upsafe_using_subcommand hook; and __fish_seen_subcommand_from help" -f -a "uninstall" -d 'Remove the hook that `install` wrote'
complete -c upsafe -n "__fish_upsafe_using_subcommand hook; and __fish_seen_subcommand_from help" -f -a "run" -d 'What the hook runs: the gate, where the commit changes a manifest or a lock'
complete -c upsafe -n "__fish_upsafe_using_subcommand hook; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c upsafe -n "__fish_upsafe_using_subcommand completions" -l color -d 'When to colour text: a terminal decides, and NO_COLOR is obeyed' -r -f -a "auto\t''
always\t''
never\t''"
complete -c upsafe -n "__fish_upsafe_using_subcommand completions" -s h -l help -d 'Print help'
complete -c upsafe -n "__fish_upsafe_using_subcommand help; and not __fish_seen_subcommand_from check deps metadata schema semver version rules explain init baseline hook completions help" -f -a "check" -d 'Run gates and give a verdict'
complete -c upsafe -n "__fish_upsafe_using_subcommand help; and not __fish_seen_subcommand_from check deps metadata schema semver version rules explain init baseline hook completions help" -f -a "deps" -d 'Look into a dependency graph'
complete -c upsafe -n "__fish_upsafe_using_subcommand help; and not __fish_seen_subcommand_from check deps metadata schema semver version rules explain init baseline hook completions help" -f -a "metadata" -d 'Prove that the new version can read what is stored; migrate it, with a way back'
complete -c upsafe -n "__fish_upsafe_using_subcommand help; and not __fish_seen_subcommand_from check deps metadata schema semver version rules explain init baseline hook completions help" -f -a "schema" -d 'Ask whether every reader can read what every writer may write'
complete -c upsafe -n "__fish_upsafe_using_subcommand help; and not __fish_seen_subcommand_from check deps metadata schema semver version rules explain init baseline hook completions help" -f -a "semver" -d 'Ask which version is honest, and give packages their next one'
complete -c upsafe -n "__fish_upsafe_using_subcommand help; and not __fish_seen_subcommand_from check deps metadata schema semver version rules explain init baseline hook completions help" -f -a "version" -d 'Compare and test version numbers of an ecosystem'
complete -c upsafe -n "__fish_upsafe_using_subcommand help; and not __fish_seen_subcommand_from check deps metadata schema semver version rules explain init baseline hook completions help" -f -a "rules" -d 'List every rule with its level'
complete -c upsafe -n "__fish_upsafe_using_subcommand help; and not __fish_seen_subcommand_from check deps metadata schema semver version rules explain init baseline hook completions help" -f -a "explain" -d 'Show a rule\'s page'
complete -c upsafe -n "__fish_upsafe_using_subcommand help; and not __fish_seen_subcommand_from check deps metadata schema semver version rules explain init baseline hook completions help" -f -a "init" -d 'Write a commented upsafe.toml fitted to what is found'
complete -c upsafe -n "__fish_upsafe_using_subcommand help; and not __fish_seen_subcommand_from check deps metadata schema semver version rules explain init baseline hook completions help" -f -a "baseline" -d 'Accept today\'s findings, so that only new ones fail'
complete -c upsafe -n "__fish_upsafe_using_subcommand help; and not __fish_seen_subcommand_from check deps metadata schema semver version rules explain init baseline hook completions help" -f -a "hook" -d 'Run the gate before each commit that changes a manifest or a lock'
complete -c upsafe -n "__fish_upsafe_using_subcommand help; and not __fish_seen_subcommand_from check deps metadata schema semver version rules explain init baseline hook completions help" -f -a "completions" -d 'Print completions for a shell'
complete -c upsafe -n "__fish_upsafe_using_subcommand help; and not __fish_seen_subcommand_from check deps metadata schema semver version rules explain init baseline hook completions help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c upsafe -n "__fish_upsafe_using_subcommand help; and __fish_seen_subcommand_from deps" -f -a "list" -d 'The selected versions; for Go the build list'
complete -c upsafe -n "__fish_upsafe_using_subcommand help; and __fish_seen_subcommand_from deps" -f -a "duplicates" -d 'Names that are built in several versions'
complete -c upsafe -n "__fish_upsafe_using_subcommand help; and __fish_seen_subcommand_from deps" -f -a "why" -d 'Why a package is in the graph, and who sets its version'
complete -c upsafe -n "__fish_upsafe_using_subcommand help; and __fish_seen_subcommand_from deps" -f -a "plan" -d 'What would move if a package went to a version'
complete -c upsafe -n "__fish_upsafe_using_subcommand help; and __fish_seen_subcommand_from deps" -f -a "floor" -d 'The lowest versions that the workspace\'s own requirements allow together'
complete -c upsafe -n "__fish_upsafe_using_subcommand help; and __fish_seen_subcommand_from deps" -f -a "diff" -d 'What changed between two Cargo.lock files'
complete -c upsafe -n "__fish_upsafe_using_subcommand help; and __fish_seen_subcommand_from deps" -f -a "graph" -d 'Draw the graph'
complete -c upsafe -n "__fish_upsafe_using_subcommand help; and __fish_seen_subcommand_from deps" -f -a "mvs" -d 'Minimal version selection over a graph in a text table'
complete -c upsafe -n "__fish_upsafe_using_subcommand help; and __fish_seen_subcommand_from metadata" -f -a "verify" -d 'Read every stored object as the new version will, and write nothing'
complete -c upsafe -n "__fish_upsafe_using_subcommand help; and __fish_seen_subcommand_from metadata" -f -a "migrate" -d 'Bring a store to the new version: verify, back up, write, read back. Finishes a run that was stopped'
complete -c upsafe -n "__fish_upsafe_using_subcommand help; and __fish_seen_subcommand_from metadata" -f -a "restore" -d 'Bring the old bytes back, where the old version will be able to read the store'
complete -c upsafe -n "__fish_upsafe_using_subcommand help; and __fish_seen_subcommand_from metadata" -f -a "report" -d 'The report before an upgrade: objects by kind and verdict, causes, witnesses, the plan'
complete -c upsafe -n "__fish_upsafe_using_subcommand help; and __fish_seen_subcommand_from metadata" -f -a "history" -d 'What was done to a store'
complete -c upsafe -n "__fish_upsafe_using_subcommand help; and __fish_seen_subcommand_from schema" -f -a "check" -d 'Compare two schemas, two folders of schemas, or a schema with a folder of its versions'
complete -c upsafe -n "__fish_upsafe_using_subcommand help; and __fish_seen_subcommand_from schema" -f -a "witness" -d 'Print a document that a writer may write and a reader refuses, and nothing else'
complete -c upsafe -n "__fish_upsafe_using_subcommand help; and __fish_seen_subcommand_from schema" -f -a "batch" -d 'Answer JSON lines on stdin: {"id", "old", "new", "mode"?, "profile"?, "dialect"?, "writers"?, "defaults"?, "formats"?} -> {"id", "compatible", "verdict", "findings", "witness"}'
complete -c upsafe -n "__fish_upsafe_using_subcommand help; and __fish_seen_subcommand_from semver" -f -a "check" -d 'Judge the versions that stand in the manifests; the same as `upsafe check semver`'
complete -c upsafe -n "__fish_upsafe_using_subcommand help; and __fish_seen_subcommand_from semver" -f -a "suggest" -d 'Name the lowest honest version of each package, and why'
complete -c upsafe -n "__fish_upsafe_using_subcommand help; and __fish_seen_subcommand_from semver" -f -a "next" -d 'Show what has to change in which files for the next versions, or change it'
complete -c upsafe -n "__fish_upsafe_using_subcommand help; and __fish_seen_subcommand_from semver" -f -a "path" -d 'The allowed way from one version of a component to another, or why there is none'
complete -c upsafe -n "__fish_upsafe_using_subcommand help; and __fish_seen_subcommand_from semver" -f -a "api" -d 'Write, check and compare the public APIs of packages'
complete -c upsafe -n "__fish_upsafe_using_subcommand help; and __fish_seen_subcommand_from semver" -f -a "batch" -d 'Answer JSON lines on stdin: {"id", "op": "go-release", "module": {...}, "version"?} -> {"id", "result"} or {"id", "error"}'
complete -c upsafe -n "__fish_upsafe_using_subcommand help; and __fish_seen_subcommand_from version" -f -a "compare" -d 'Print -1, 0 or 1: which of two versions is older'
complete -c upsafe -n "__fish_upsafe_using_subcommand help; and __fish_seen_subcommand_from version" -f -a "satisfies" -d 'Print whether a version lies in a range'
complete -c upsafe -n "__fish_upsafe_using_subcommand help; and __fish_seen_subcommand_from version" -f -a "valid" -d 'Print whether a text is a version'
complete -c upsafe -n "__fish_upsafe_using_subcommand help; and __fish_seen_subcommand_from version" -f -a "sort" -d 'Print versions in order, oldest first; from stdin, a line each, where none are given'
complete -c upsafe -n "__fish_upsafe_using_subcommand help; and __fish_seen_subcommand_from version" -f -a "bump" -d 'Print the next version'
complete -c upsafe -n "__fish_upsafe_using_subcommand help; and __fish_seen_subcommand_from version" -f -a "difference" -d 'Print the largest part in which two versions differ'
complete -c upsafe -n "__fish_upsafe_using_subcommand help; and __fish_seen_subcommand_from version" -f -a "batch" -d 'Answer JSON lines on stdin: {"id", "scheme", "op", "args"} -> {"id", "result"} or {"id", "error"}'
complete -c upsafe -n "__fish_upsafe_using_subcommand help; and __fish_seen_subcommand_from baseline" -f -a "write" -d 'Write today\'s findings into the baseline; it may only shrink unless told otherwise'
complete -c upsafe -n "__fish_upsafe_using_subcommand help; and __fish_seen_subcommand_from baseline" -f -a "check" -d 'Compare today\'s findings with the baseline'
complete -c upsafe -n "__fish_upsafe_using_subcommand help; and __fish_seen_subcommand_from hook" -f -a "install" -d 'Write .git/hooks/pre-commit; refuses to overwrite a hook of somebody else'
complete -c upsafe -n "__fish_upsafe_using_subcommand help; and __fish_seen_subcommand_from hook" -f -a "uninstall" -d 'Remove the hook that `install` wrote'
complete -c upsafe -n "__fish_upsafe_using_subcommand help; and __fish_seen_subcommand_from hook" -f -a "run" -d 'What the hook runs: the gate, where the commit changes a manifest or a lock'
