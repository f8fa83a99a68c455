#compdef upsafe

autoload -U is-at-least

_upsafe() {
    typeset -A opt_args
    typeset -a _arguments_options
    local ret=1

    if is-at-least 5.2; then
        _arguments_options=(-s -S -C)
    else
        _arguments_options=(-s -C)
    fi

    local context curcontext="$curcontext" state line
    _arguments "${_arguments_options[@]}" : \
'--color=[When to colour text\: a terminal decides, and NO_COLOR is obeyed]:WHEN:(auto always never)' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
'-V[Print version]' \
'--version[Print version]' \
":: :_upsafe_commands" \
"*::: :->upsafe" \
&& ret=0
    case $state in
    (upsafe)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:upsafe-command-$line[1]:"
        case $line[1] in
            (check)
_arguments "${_arguments_options[@]}" : \
'--manifest-path=[A manifest (Cargo.toml, go.mod, go.work), a lock, or a folder; this folder by default]:PATH:_files' \
'--config=[The configuration; the nearest upsafe.toml at or above the workspace by default]:FILE:_files' \
'--tier=[How to load a Cargo workspace\: from its files alone, or by asking cargo]:TIER:((fast\:"Cargo.lock, manifests and the local index cache; no cargo, no network"
exact\:"\`cargo metadata\`, and which packages are really built"))' \
'--modules=[A folder of Go modules laid out as a module proxy; GOMODCACHE'\''s cache/download by default]:DIR:_files' \
'--go-graph=[The output of \`go mod graph\`, as the source of what Go modules require]:FILE:_files' \
'*--output=[A format, or FORMAT=FILE; may be given several times. Formats\: text, json, sarif, junit, github, markdown]:FORMAT[=FILE]:_default' \
'--color=[When to colour text\: a terminal decides, and NO_COLOR is obeyed]:WHEN:(auto always never)' \
'--fresh[Ask the index of cargo again, whatever an earlier run found there]' \
'--deep[Hash every cached archive and compare it with the lock; build the APIs of Rust libraries and compare them]' \
'-v[Show every finding in full]' \
'--verbose[Show every finding in full]' \
'--no-baseline[Do not let the baseline hide findings]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
'*::gates -- The gates to run\: `deps`, `schema`, `semver`, `metadata`; all of them by default:_default' \
&& ret=0
;;
(deps)
_arguments "${_arguments_options[@]}" : \
'--color=[When to colour text\: a terminal decides, and NO_COLOR is obeyed]:WHEN:(auto always never)' \
'-h[Print help]' \
'--help[Print help]' \
":: :_upsafe__subcmd__deps_commands" \
"*::: :->deps" \
&& ret=0

    case $state in
    (deps)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:upsafe-deps-command-$line[1]:"
        case $line[1] in
            (list)
_arguments "${_arguments_options[@]}" : \
'--manifest-path=[A manifest (Cargo.toml, go.mod, go.work), a lock, or a folder; this folder by default]:PATH:_files' \
'--config=[The configuration; the nearest upsafe.toml at or above the workspace by default]:FILE:_files' \
'--tier=[How to load a Cargo workspace\: from its files alone, or by asking cargo]:TIER:((fast\:"Cargo.lock, manifests and the local index cache; no cargo, no network"
exact\:"\`cargo metadata\`, and which packages are really built"))' \
'--modules=[A folder of Go modules laid out as a module proxy; GOMODCACHE'\''s cache/download by default]:DIR:_files' \
'--go-graph=[The output of \`go mod graph\`, as the source of what Go modules require]:FILE:_files' \
'--output=[How to print them]:FORMAT:((text\:"For people"
json\:"For programs"))' \
'--color=[When to colour text\: a terminal decides, and NO_COLOR is obeyed]:WHEN:(auto always never)' \
'--fresh[Ask the index of cargo again, whatever an earlier run found there]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
&& ret=0
;;
(duplicates)
_arguments "${_arguments_options[@]}" : \
'--manifest-path=[A manifest (Cargo.toml, go.mod, go.work), a lock, or a folder; this folder by default]:PATH:_files' \
'--config=[The configuration; the nearest upsafe.toml at or above the workspace by default]:FILE:_files' \
'--tier=[How to load a Cargo workspace\: from its files alone, or by asking cargo]:TIER:((fast\:"Cargo.lock, manifests and the local index cache; no cargo, no network"
exact\:"\`cargo metadata\`, and which packages are really built"))' \
'--modules=[A folder of Go modules laid out as a module proxy; GOMODCACHE'\''s cache/download by default]:DIR:_files' \
'--go-graph=[The output of \`go mod graph\`, as the source of what Go modules require]:FILE:_files' \
'--output=[How to print them]:FORMAT:((text\:"For people"
json\:"For programs"))' \
'--color=[When to colour text\: a terminal decides, and NO_COLOR is obeyed]:WHEN:(auto always never)' \
'--fresh[Ask the index of cargo again, whatever an earlier run found there]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
&& ret=0
;;
(why)
_arguments "${_arguments_options[@]}" : \
'--manifest-path=[A manifest (Cargo.toml, go.mod, go.work), a lock, or a folder; this folder by default]:PATH:_files' \
'--config=[The configuration; the nearest upsafe.toml at or above the workspace by default]:FILE:_files' \
'--tier=[How to load a Cargo workspace\: from its files alone, or by asking cargo]:TIER:((fast\:"Cargo.lock, manifests and the local index cache; no cargo, no network"
exact\:"\`cargo metadata\`, and which packages are really built"))' \
'--modules=[A folder of Go modules laid out as a module proxy; GOMODCACHE'\''s cache/download by default]:DIR:_files' \
'--go-graph=[The output of \`go mod graph\`, as the source of what Go modules require]:FILE:_files' \
'--output=[How to print it]:FORMAT:((text\:"For people"
json\:"For programs"))' \
'--color=[When to colour text\: a terminal decides, and NO_COLOR is obeyed]:WHEN:(auto always never)' \
'--fresh[Ask the index of cargo again, whatever an earlier run found there]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
':package -- The package, as NAME or NAME@VERSION:_default' \
&& ret=0
;;
(plan)
_arguments "${_arguments_options[@]}" : \
'--manifest-path=[A manifest (Cargo.toml, go.mod, go.work), a lock, or a folder; this folder by default]:PATH:_files' \
'--config=[The configuration; the nearest upsafe.toml at or above the workspace by default]:FILE:_files' \
'--tier=[How to load a Cargo workspace\: from its files alone, or by asking cargo]:TIER:((fast\:"Cargo.lock, manifests and the local index cache; no cargo, no network"
exact\:"\`cargo metadata\`, and which packages are really built"))' \
'--modules=[A folder of Go modules laid out as a module proxy; GOMODCACHE'\''s cache/download by default]:DIR:_files' \
'--go-graph=[The output of \`go mod graph\`, as the source of what Go modules require]:FILE:_files' \
'--output=[How to print it]:FORMAT:((text\:"For people"
json\:"For programs"))' \
'--color=[When to colour text\: a terminal decides, and NO_COLOR is obeyed]:WHEN:(auto always never)' \
'--fresh[Ask the index of cargo again, whatever an earlier run found there]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
':target -- The package and where it should go, as NAME@VERSION:_default' \
&& ret=0
;;
(floor)
_arguments "${_arguments_options[@]}" : \
'--manifest-path=[A manifest (Cargo.toml, go.mod, go.work), a lock, or a folder; this folder by default]:PATH:_files' \
'--config=[The configuration; the nearest upsafe.toml at or above the workspace by default]:FILE:_files' \
'--tier=[How to load a Cargo workspace\: from its files alone, or by asking cargo]:TIER:((fast\:"Cargo.lock, manifests and the local index cache; no cargo, no network"
exact\:"\`cargo metadata\`, and which packages are really built"))' \
'--modules=[A folder of Go modules laid out as a module proxy; GOMODCACHE'\''s cache/download by default]:DIR:_files' \
'--go-graph=[The output of \`go mod graph\`, as the source of what Go modules require]:FILE:_files' \
'--write-lock=[Write a Cargo.lock at the floor, to build and test against]:FILE:_files' \
'--output=[How to print it]:FORMAT:((text\:"For people"
json\:"For programs"))' \
'--color=[When to colour text\: a terminal decides, and NO_COLOR is obeyed]:WHEN:(auto always never)' \
'--fresh[Ask the index of cargo again, whatever an earlier run found there]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
&& ret=0
;;
(diff)
_arguments "${_arguments_options[@]}" : \
'--output=[How to print it]:FORMAT:((text\:"For people"
json\:"For programs"))' \
'--color=[When to colour text\: a terminal decides, and NO_COLOR is obeyed]:WHEN:(auto always never)' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
':old -- The lock before:_files' \
':new -- The lock after:_files' \
&& ret=0
;;
(graph)
_arguments "${_arguments_options[@]}" : \
'--manifest-path=[A manifest (Cargo.toml, go.mod, go.work), a lock, or a folder; this folder by default]:PATH:_files' \
'--config=[The configuration; the nearest upsafe.toml at or above the workspace by default]:FILE:_files' \
'--tier=[How to load a Cargo workspace\: from its files alone, or by asking cargo]:TIER:((fast\:"Cargo.lock, manifests and the local index cache; no cargo, no network"
exact\:"\`cargo metadata\`, and which packages are really built"))' \
'--modules=[A folder of Go modules laid out as a module proxy; GOMODCACHE'\''s cache/download by default]:DIR:_files' \
'--go-graph=[The output of \`go mod graph\`, as the source of what Go modules require]:FILE:_files' \
'--format=[The format\: dot, mermaid, svg, html or json]:FORMAT:_default' \
'--to=[Only packages on a path to this one, as NAME or NAME@VERSION]:PACKAGE:_default' \
'--color=[When to colour text\: a terminal decides, and NO_COLOR is obeyed]:WHEN:(auto always never)' \
'--fresh[Ask the index of cargo again, whatever an earlier run found there]' \
'(--to)--duplicates[Only packages that stand in several versions, and the paths to them]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
&& ret=0
;;
(mvs)
_arguments "${_arguments_options[@]}" : \
'--graph=[The table, a line a node\: \`A\: B1 C2\`]:FILE:_files' \
'--op=[The operation\: build, upgrade, upgrade-all, upgrade-req, downgrade or req]:OP:_default' \
'--target=[The node to start from]:NODE:_default' \
'--color=[When to colour text\: a terminal decides, and NO_COLOR is obeyed]:WHEN:(auto always never)' \
'-h[Print help]' \
'--help[Print help]' \
'*::args -- What the operation takes\: nodes, or for `req` paths:_default' \
&& ret=0
;;
(help)
_arguments "${_arguments_options[@]}" : \
":: :_upsafe__subcmd__deps__subcmd__help_commands" \
"*::: :->help" \
&& ret=0

    case $state in
    (help)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:upsafe-deps-help-command-$line[1]:"
        case $line[1] in
            (list)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(duplicates)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(why)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(plan)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(floor)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(diff)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(graph)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(mvs)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(help)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
        esac
    ;;
esac
;;
        esac
    ;;
esac
;;
(metadata)
_arguments "${_arguments_options[@]}" : \
'--color=[When to colour text\: a terminal decides, and NO_COLOR is obeyed]:WHEN:(auto always never)' \
'-h[Print help]' \
'--help[Print help]' \
":: :_upsafe__subcmd__metadata_commands" \
"*::: :->metadata" \
&& ret=0

    case $state in
    (metadata)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:upsafe-metadata-command-$line[1]:"
        case $line[1] in
            (verify)
_arguments "${_arguments_options[@]}" : \
'(--source)--store=[Only the store of this name in upsafe.toml]:NAME:_default' \
'(--source)--config=[The configuration; the nearest upsafe.toml by default]:FILE:_files' \
'--source=[Where the objects are\: dir\:PATH, fluvio-local\:PATH, kubectl\:FILE, jsonl\:FILE or etcd\:HOST\:PORT/PREFIX]:SOURCE:_default' \
'--schema=[The schema of the version that will read\: a file, or a folder with a file for each kind]:PATH:_files' \
'--format=[The language of the schema\: json-schema or crd; told by its text where it is not given]:FORMAT:_default' \
'(--schema)--reader=[The program that will read, instead of a schema; words are separated by spaces. With \`{file}\` it is started for each object, else it answers JSON lines]:COMMAND:_default' \
'--writer=[A program that writes each object anew before it is read]:COMMAND:_default' \
'--old-schema=[The schema of the version that reads now\: for clients of CRDs, and for the way back]:PATH:_files' \
'(--old-schema)--old-reader=[The program that reads now, instead of a schema]:COMMAND:_default' \
'*--client=[A JSON Schema of clients that get the objects from the reader; may be given several times]:FILE:_files' \
'--timeout=[How many seconds a program may take for one object]:SECONDS:_default' \
'--unknown-fields=[What the reader does with fields that its schema does not know]:UNKNOWN_FIELDS:((dropped\:"They are lost at the next write"
kept\:"They stay"))' \
'--unknown-kinds=[What becomes of objects whose kind has no schema]:UNKNOWN_KINDS:((unverifiable\:"Nobody can tell"
unreadable\:"The reader does not know them"))' \
'--oldest-reader=[The oldest version that must be able to read the store, by \`x-since\` of the schema]:VERSION:_default' \
'--migrations=[A folder with numbered migrations]:DIR:_files' \
'--since=[Of etcd, only what changed behind this revision\: the last look before the switch]:REVISION:_default' \
'--state=[Where backups and the history lie; beside the store by default]:DIR:_files' \
'--etcd-ca=[For an etcd behind TLS\: certificates in PEM of who signed the server'\''s; else \$ETCDCTL_CACERT]:FILE:_files' \
'--etcd-cert=[The own certificate in PEM, where an etcd wants one; else \$ETCDCTL_CERT]:FILE:_files' \
'--etcd-key=[Its private key in PEM; else \$ETCDCTL_KEY]:FILE:_files' \
'--etcd-user=[The user of an etcd with users; else \$ETCDCTL_USER]:NAME:_default' \
'--etcd-password-file=[A file with this user'\''s password on its first line; else \$ETCDCTL_PASSWORD]:FILE:_files' \
'*--output=[A format, or FORMAT=FILE; may be given several times. Formats\: text, json, sarif, junit, github, markdown]:FORMAT[=FILE]:_default' \
'--color=[When to colour text\: a terminal decides, and NO_COLOR is obeyed]:WHEN:(auto always never)' \
'--reader-migrates[The reader makes the migrations itself while it reads\: what it moved is not lost]' \
'-v[Show every finding in full]' \
'--verbose[Show every finding in full]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
&& ret=0
;;
(migrate)
_arguments "${_arguments_options[@]}" : \
'(--source)--store=[Only the store of this name in upsafe.toml]:NAME:_default' \
'(--source)--config=[The configuration; the nearest upsafe.toml by default]:FILE:_files' \
'--source=[Where the objects are\: dir\:PATH, fluvio-local\:PATH, kubectl\:FILE, jsonl\:FILE or etcd\:HOST\:PORT/PREFIX]:SOURCE:_default' \
'--schema=[The schema of the version that will read\: a file, or a folder with a file for each kind]:PATH:_files' \
'--format=[The language of the schema\: json-schema or crd; told by its text where it is not given]:FORMAT:_default' \
'(--schema)--reader=[The program that will read, instead of a schema; words are separated by spaces. With \`{file}\` it is started for each object, else it answers JSON lines]:COMMAND:_default' \
'--writer=[A program that writes each object anew before it is read]:COMMAND:_default' \
'--old-schema=[The schema of the version that reads now\: for clients of CRDs, and for the way back]:PATH:_files' \
'(--old-schema)--old-reader=[The program that reads now, instead of a schema]:COMMAND:_default' \
'*--client=[A JSON Schema of clients that get the objects from the reader; may be given several times]:FILE:_files' \
'--timeout=[How many seconds a program may take for one object]:SECONDS:_default' \
'--unknown-fields=[What the reader does with fields that its schema does not know]:UNKNOWN_FIELDS:((dropped\:"They are lost at the next write"
kept\:"They stay"))' \
'--unknown-kinds=[What becomes of objects whose kind has no schema]:UNKNOWN_KINDS:((unverifiable\:"Nobody can tell"
unreadable\:"The reader does not know them"))' \
'--oldest-reader=[The oldest version that must be able to read the store, by \`x-since\` of the schema]:VERSION:_default' \
'--migrations=[A folder with numbered migrations]:DIR:_files' \
'--since=[Of etcd, only what changed behind this revision\: the last look before the switch]:REVISION:_default' \
'--state=[Where backups and the history lie; beside the store by default]:DIR:_files' \
'--etcd-ca=[For an etcd behind TLS\: certificates in PEM of who signed the server'\''s; else \$ETCDCTL_CACERT]:FILE:_files' \
'--etcd-cert=[The own certificate in PEM, where an etcd wants one; else \$ETCDCTL_CERT]:FILE:_files' \
'--etcd-key=[Its private key in PEM; else \$ETCDCTL_KEY]:FILE:_files' \
'--etcd-user=[The user of an etcd with users; else \$ETCDCTL_USER]:NAME:_default' \
'--etcd-password-file=[A file with this user'\''s password on its first line; else \$ETCDCTL_PASSWORD]:FILE:_files' \
'--output=[How to print it]:FORMAT:((text\:"For people"
json\:"For programs"))' \
'--color=[When to colour text\: a terminal decides, and NO_COLOR is obeyed]:WHEN:(auto always never)' \
'--reader-migrates[The reader makes the migrations itself while it reads\: what it moved is not lost]' \
'--dry-run[Print the plan, with every cause before and after, and write nothing]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
&& ret=0
;;
(restore)
_arguments "${_arguments_options[@]}" : \
'(--source)--store=[Only the store of this name in upsafe.toml]:NAME:_default' \
'(--source)--config=[The configuration; the nearest upsafe.toml by default]:FILE:_files' \
'--source=[Where the objects are\: dir\:PATH, fluvio-local\:PATH, kubectl\:FILE, jsonl\:FILE or etcd\:HOST\:PORT/PREFIX]:SOURCE:_default' \
'--schema=[The schema of the version that will read\: a file, or a folder with a file for each kind]:PATH:_files' \
'--format=[The language of the schema\: json-schema or crd; told by its text where it is not given]:FORMAT:_default' \
'(--schema)--reader=[The program that will read, instead of a schema; words are separated by spaces. With \`{file}\` it is started for each object, else it answers JSON lines]:COMMAND:_default' \
'--writer=[A program that writes each object anew before it is read]:COMMAND:_default' \
'--old-schema=[The schema of the version that reads now\: for clients of CRDs, and for the way back]:PATH:_files' \
'(--old-schema)--old-reader=[The program that reads now, instead of a schema]:COMMAND:_default' \
'*--client=[A JSON Schema of clients that get the objects from the reader; may be given several times]:FILE:_files' \
'--timeout=[How many seconds a program may take for one object]:SECONDS:_default' \
'--unknown-fields=[What the reader does with fields that its schema does not know]:UNKNOWN_FIELDS:((dropped\:"They are lost at the next write"
kept\:"They stay"))' \
'--unknown-kinds=[What becomes of objects whose kind has no schema]:UNKNOWN_KINDS:((unverifiable\:"Nobody can tell"
unreadable\:"The reader does not know them"))' \
'--oldest-reader=[The oldest version that must be able to read the store, by \`x-since\` of the schema]:VERSION:_default' \
'--migrations=[A folder with numbered migrations]:DIR:_files' \
'--since=[Of etcd, only what changed behind this revision\: the last look before the switch]:REVISION:_default' \
'--state=[Where backups and the history lie; beside the store by default]:DIR:_files' \
'--etcd-ca=[For an etcd behind TLS\: certificates in PEM of who signed the server'\''s; else \$ETCDCTL_CACERT]:FILE:_files' \
'--etcd-cert=[The own certificate in PEM, where an etcd wants one; else \$ETCDCTL_CERT]:FILE:_files' \
'--etcd-key=[Its private key in PEM; else \$ETCDCTL_KEY]:FILE:_files' \
'--etcd-user=[The user of an etcd with users; else \$ETCDCTL_USER]:NAME:_default' \
'--etcd-password-file=[A file with this user'\''s password on its first line; else \$ETCDCTL_PASSWORD]:FILE:_files' \
'--output=[How to print it]:FORMAT:((text\:"For people"
json\:"For programs"))' \
'--color=[When to colour text\: a terminal decides, and NO_COLOR is obeyed]:WHEN:(auto always never)' \
'--reader-migrates[The reader makes the migrations itself while it reads\: what it moved is not lost]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
&& ret=0
;;
(report)
_arguments "${_arguments_options[@]}" : \
'(--source)--store=[Only the store of this name in upsafe.toml]:NAME:_default' \
'(--source)--config=[The configuration; the nearest upsafe.toml by default]:FILE:_files' \
'--source=[Where the objects are\: dir\:PATH, fluvio-local\:PATH, kubectl\:FILE, jsonl\:FILE or etcd\:HOST\:PORT/PREFIX]:SOURCE:_default' \
'--schema=[The schema of the version that will read\: a file, or a folder with a file for each kind]:PATH:_files' \
'--format=[The language of the schema\: json-schema or crd; told by its text where it is not given]:FORMAT:_default' \
'(--schema)--reader=[The program that will read, instead of a schema; words are separated by spaces. With \`{file}\` it is started for each object, else it answers JSON lines]:COMMAND:_default' \
'--writer=[A program that writes each object anew before it is read]:COMMAND:_default' \
'--old-schema=[The schema of the version that reads now\: for clients of CRDs, and for the way back]:PATH:_files' \
'(--old-schema)--old-reader=[The program that reads now, instead of a schema]:COMMAND:_default' \
'*--client=[A JSON Schema of clients that get the objects from the reader; may be given several times]:FILE:_files' \
'--timeout=[How many seconds a program may take for one object]:SECONDS:_default' \
'--unknown-fields=[What the reader does with fields that its schema does not know]:UNKNOWN_FIELDS:((dropped\:"They are lost at the next write"
kept\:"They stay"))' \
'--unknown-kinds=[What becomes of objects whose kind has no schema]:UNKNOWN_KINDS:((unverifiable\:"Nobody can tell"
unreadable\:"The reader does not know them"))' \
'--oldest-reader=[The oldest version that must be able to read the store, by \`x-since\` of the schema]:VERSION:_default' \
'--migrations=[A folder with numbered migrations]:DIR:_files' \
'--since=[Of etcd, only what changed behind this revision\: the last look before the switch]:REVISION:_default' \
'--state=[Where backups and the history lie; beside the store by default]:DIR:_files' \
'--etcd-ca=[For an etcd behind TLS\: certificates in PEM of who signed the server'\''s; else \$ETCDCTL_CACERT]:FILE:_files' \
'--etcd-cert=[The own certificate in PEM, where an etcd wants one; else \$ETCDCTL_CERT]:FILE:_files' \
'--etcd-key=[Its private key in PEM; else \$ETCDCTL_KEY]:FILE:_files' \
'--etcd-user=[The user of an etcd with users; else \$ETCDCTL_USER]:NAME:_default' \
'--etcd-password-file=[A file with this user'\''s password on its first line; else \$ETCDCTL_PASSWORD]:FILE:_files' \
'--output=[Its format]:FORMAT:((markdown\:"For people, and for pull requests"
html\:"A page of its own"
json\:"For programs"))' \
'--color=[When to colour text\: a terminal decides, and NO_COLOR is obeyed]:WHEN:(auto always never)' \
'--reader-migrates[The reader makes the migrations itself while it reads\: what it moved is not lost]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
&& ret=0
;;
(history)
_arguments "${_arguments_options[@]}" : \
'(--source)--store=[Only the store of this name in upsafe.toml]:NAME:_default' \
'(--source)--config=[The configuration; the nearest upsafe.toml by default]:FILE:_files' \
'--source=[Where the objects are\: dir\:PATH, fluvio-local\:PATH, kubectl\:FILE, jsonl\:FILE or etcd\:HOST\:PORT/PREFIX]:SOURCE:_default' \
'--schema=[The schema of the version that will read\: a file, or a folder with a file for each kind]:PATH:_files' \
'--format=[The language of the schema\: json-schema or crd; told by its text where it is not given]:FORMAT:_default' \
'(--schema)--reader=[The program that will read, instead of a schema; words are separated by spaces. With \`{file}\` it is started for each object, else it answers JSON lines]:COMMAND:_default' \
'--writer=[A program that writes each object anew before it is read]:COMMAND:_default' \
'--old-schema=[The schema of the version that reads now\: for clients of CRDs, and for the way back]:PATH:_files' \
'(--old-schema)--old-reader=[The program that reads now, instead of a schema]:COMMAND:_default' \
'*--client=[A JSON Schema of clients that get the objects from the reader; may be given several times]:FILE:_files' \
'--timeout=[How many seconds a program may take for one object]:SECONDS:_default' \
'--unknown-fields=[What the reader does with fields that its schema does not know]:UNKNOWN_FIELDS:((dropped\:"They are lost at the next write"
kept\:"They stay"))' \
'--unknown-kinds=[What becomes of objects whose kind has no schema]:UNKNOWN_KINDS:((unverifiable\:"Nobody can tell"
unreadable\:"The reader does not know them"))' \
'--oldest-reader=[The oldest version that must be able to read the store, by \`x-since\` of the schema]:VERSION:_default' \
'--migrations=[A folder with numbered migrations]:DIR:_files' \
'--since=[Of etcd, only what changed behind this revision\: the last look before the switch]:REVISION:_default' \
'--state=[Where backups and the history lie; beside the store by default]:DIR:_files' \
'--etcd-ca=[For an etcd behind TLS\: certificates in PEM of who signed the server'\''s; else \$ETCDCTL_CACERT]:FILE:_files' \
'--etcd-cert=[The own certificate in PEM, where an etcd wants one; else \$ETCDCTL_CERT]:FILE:_files' \
'--etcd-key=[Its private key in PEM; else \$ETCDCTL_KEY]:FILE:_files' \
'--etcd-user=[The user of an etcd with users; else \$ETCDCTL_USER]:NAME:_default' \
'--etcd-password-file=[A file with this user'\''s password on its first line; else \$ETCDCTL_PASSWORD]:FILE:_files' \
'--output=[How to print it]:FORMAT:((text\:"For people"
json\:"For programs"))' \
'--color=[When to colour text\: a terminal decides, and NO_COLOR is obeyed]:WHEN:(auto always never)' \
'--reader-migrates[The reader makes the migrations itself while it reads\: what it moved is not lost]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
&& ret=0
;;
(help)
_arguments "${_arguments_options[@]}" : \
":: :_upsafe__subcmd__metadata__subcmd__help_commands" \
"*::: :->help" \
&& ret=0

    case $state in
    (help)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:upsafe-metadata-help-command-$line[1]:"
        case $line[1] in
            (verify)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(migrate)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(restore)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(report)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(history)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(help)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
        esac
    ;;
esac
;;
        esac
    ;;
esac
;;
(schema)
_arguments "${_arguments_options[@]}" : \
'--color=[When to colour text\: a terminal decides, and NO_COLOR is obeyed]:WHEN:(auto always never)' \
'-h[Print help]' \
'--help[Print help]' \
":: :_upsafe__subcmd__schema_commands" \
"*::: :->schema" \
&& ret=0

    case $state in
    (schema)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:upsafe-schema-command-$line[1]:"
        case $line[1] in
            (check)
_arguments "${_arguments_options[@]}" : \
'--format=[The format\: json-schema, avro or crd; told by the names of the files, or by what is in them, where that is clear]:FORMAT:_default' \
'--mode=[Who must be able to read whom\: none, backward, forward, full, or one of the last three with -transitive]:MODE:_default' \
'--profile=[Give the answer of another tool, right or wrong, with what is proved beside it\: confluent, confluent-lenient, karapace or crdify; for definitions also strict, stored-data, clients or olm]:NAME:_default' \
'--dialect=[How a JSON Schema without \`\$schema\` is read\: draft-04, draft-06, draft-07, 2019-09 or 2020-12]:DIALECT:_default' \
'--writers=[Which documents writers may produce\: all that their schema allows, or declared properties only]:WRITERS:(any declared)' \
'--defaults=[Whether readers fill in \`default\` before they validate]:DEFAULTS:(ignored filled)' \
'--formats=[Whether \`format\` makes a string invalid]:FORMATS:(annotate assert)' \
'--steps=[How many steps one comparison may take before it counts as undecided]:N:_default' \
'*--output=[A format, or FORMAT=FILE; may be given several times. Formats\: text, json, sarif, junit, github, markdown]:FORMAT[=FILE]:_default' \
'--color=[When to colour text\: a terminal decides, and NO_COLOR is obeyed]:WHEN:(auto always never)' \
'-v[Show every finding in full]' \
'--verbose[Show every finding in full]' \
'-h[Print help]' \
'--help[Print help]' \
':old -- The schema before, or a folder:_files' \
':new -- The schema after, or a folder:_files' \
&& ret=0
;;
(witness)
_arguments "${_arguments_options[@]}" : \
'--format=[The format\: json-schema, avro or crd; told by the names of the files, or by what is in them, where that is clear]:FORMAT:_default' \
'--mode=[Who must be able to read whom\: none, backward, forward, full, or one of the last three with -transitive]:MODE:_default' \
'--profile=[Give the answer of another tool, right or wrong, with what is proved beside it\: confluent, confluent-lenient, karapace or crdify; for definitions also strict, stored-data, clients or olm]:NAME:_default' \
'--dialect=[How a JSON Schema without \`\$schema\` is read\: draft-04, draft-06, draft-07, 2019-09 or 2020-12]:DIALECT:_default' \
'--writers=[Which documents writers may produce\: all that their schema allows, or declared properties only]:WRITERS:(any declared)' \
'--defaults=[Whether readers fill in \`default\` before they validate]:DEFAULTS:(ignored filled)' \
'--formats=[Whether \`format\` makes a string invalid]:FORMATS:(annotate assert)' \
'--steps=[How many steps one comparison may take before it counts as undecided]:N:_default' \
'--encoding=[How an Avro value is printed]:ENCODING:((json\:"As JSON"
hex\:"Avro'\''s binary encoding, as hexadecimal digits"))' \
'--color=[When to colour text\: a terminal decides, and NO_COLOR is obeyed]:WHEN:(auto always never)' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
':old -- The schema before, or a folder:_files' \
':new -- The schema after, or a folder:_files' \
&& ret=0
;;
(batch)
_arguments "${_arguments_options[@]}" : \
'--format=[The format of every schema\: json-schema, avro or crd]:FORMAT:_default' \
'--mode=[Who must be able to read whom\: none, backward, forward, full, or one of the last three with -transitive]:MODE:_default' \
'--profile=[Give the answer of another tool, right or wrong, with what is proved beside it\: confluent, confluent-lenient, karapace or crdify; for definitions also strict, stored-data, clients or olm]:NAME:_default' \
'--dialect=[How a JSON Schema without \`\$schema\` is read\: draft-04, draft-06, draft-07, 2019-09 or 2020-12]:DIALECT:_default' \
'--writers=[Which documents writers may produce\: all that their schema allows, or declared properties only]:WRITERS:(any declared)' \
'--defaults=[Whether readers fill in \`default\` before they validate]:DEFAULTS:(ignored filled)' \
'--formats=[Whether \`format\` makes a string invalid]:FORMATS:(annotate assert)' \
'--steps=[How many steps one comparison may take before it counts as undecided]:N:_default' \
'--color=[When to colour text\: a terminal decides, and NO_COLOR is obeyed]:WHEN:(auto always never)' \
'-h[Print help]' \
'--help[Print help]' \
&& ret=0
;;
(help)
_arguments "${_arguments_options[@]}" : \
":: :_upsafe__subcmd__schema__subcmd__help_commands" \
"*::: :->help" \
&& ret=0

    case $state in
    (help)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:upsafe-schema-help-command-$line[1]:"
        case $line[1] in
            (check)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(witness)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(batch)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(help)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
        esac
    ;;
esac
;;
        esac
    ;;
esac
;;
(semver)
_arguments "${_arguments_options[@]}" : \
'--color=[When to colour text\: a terminal decides, and NO_COLOR is obeyed]:WHEN:(auto always never)' \
'-h[Print help]' \
'--help[Print help]' \
":: :_upsafe__subcmd__semver_commands" \
"*::: :->semver" \
&& ret=0

    case $state in
    (semver)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:upsafe-semver-command-$line[1]:"
        case $line[1] in
            (check)
_arguments "${_arguments_options[@]}" : \
'--manifest-path=[A manifest (Cargo.toml, go.mod, go.work), a lock, or a folder; this folder by default]:PATH:_files' \
'--config=[The configuration; the nearest upsafe.toml at or above the workspace by default]:FILE:_files' \
'--tier=[How to load a Cargo workspace\: from its files alone, or by asking cargo]:TIER:((fast\:"Cargo.lock, manifests and the local index cache; no cargo, no network"
exact\:"\`cargo metadata\`, and which packages are really built"))' \
'--modules=[A folder of Go modules laid out as a module proxy; GOMODCACHE'\''s cache/download by default]:DIR:_files' \
'--go-graph=[The output of \`go mod graph\`, as the source of what Go modules require]:FILE:_files' \
'*--output=[A format, or FORMAT=FILE; may be given several times. Formats\: text, json, sarif, junit, github, markdown]:FORMAT[=FILE]:_default' \
'--color=[When to colour text\: a terminal decides, and NO_COLOR is obeyed]:WHEN:(auto always never)' \
'--fresh[Ask the index of cargo again, whatever an earlier run found there]' \
'--deep[Hash every cached archive and compare it with the lock; build the APIs of Rust libraries and compare them]' \
'-v[Show every finding in full]' \
'--verbose[Show every finding in full]' \
'--no-baseline[Do not let the baseline hide findings]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
'*::gates -- The gates to run\: `deps`, `schema`, `semver`, `metadata`; all of them by default:_default' \
&& ret=0
;;
(suggest)
_arguments "${_arguments_options[@]}" : \
'--manifest-path=[A manifest (Cargo.toml, go.mod, go.work), a lock, or a folder; this folder by default]:PATH:_files' \
'--config=[The configuration; the nearest upsafe.toml at or above the workspace by default]:FILE:_files' \
'--tier=[How to load a Cargo workspace\: from its files alone, or by asking cargo]:TIER:((fast\:"Cargo.lock, manifests and the local index cache; no cargo, no network"
exact\:"\`cargo metadata\`, and which packages are really built"))' \
'--modules=[A folder of Go modules laid out as a module proxy; GOMODCACHE'\''s cache/download by default]:DIR:_files' \
'--go-graph=[The output of \`go mod graph\`, as the source of what Go modules require]:FILE:_files' \
'--output=[How to print it]:FORMAT:((text\:"For people"
json\:"For programs"))' \
'--color=[When to colour text\: a terminal decides, and NO_COLOR is obeyed]:WHEN:(auto always never)' \
'--fresh[Ask the index of cargo again, whatever an earlier run found there]' \
'--deep[Build the APIs of Rust libraries, where no snapshot tells them]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
'*::packages -- The packages, by name; all by default:_default' \
&& ret=0
;;
(next)
_arguments "${_arguments_options[@]}" : \
'--manifest-path=[A manifest (Cargo.toml, go.mod, go.work), a lock, or a folder; this folder by default]:PATH:_files' \
'--config=[The configuration; the nearest upsafe.toml at or above the workspace by default]:FILE:_files' \
'--tier=[How to load a Cargo workspace\: from its files alone, or by asking cargo]:TIER:((fast\:"Cargo.lock, manifests and the local index cache; no cargo, no network"
exact\:"\`cargo metadata\`, and which packages are really built"))' \
'--modules=[A folder of Go modules laid out as a module proxy; GOMODCACHE'\''s cache/download by default]:DIR:_files' \
'--go-graph=[The output of \`go mod graph\`, as the source of what Go modules require]:FILE:_files' \
'(--version)--bump=[Raise this part of what the manifests say, in place of the lowest honest version]:PART:(patch minor major)' \
'--version=[Take this version]:VERSION:_default' \
'--output=[How to print it]:FORMAT:((text\:"For people"
json\:"For programs"))' \
'--color=[When to colour text\: a terminal decides, and NO_COLOR is obeyed]:WHEN:(auto always never)' \
'--fresh[Ask the index of cargo again, whatever an earlier run found there]' \
'--deep[Build the APIs of Rust libraries, where no snapshot tells them]' \
'(--dry-run)--write[Change the files, all of them or none]' \
'--dry-run[Only show what would change; the default]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
'*::packages -- The packages, by name; all by default:_default' \
&& ret=0
;;
(path)
_arguments "${_arguments_options[@]}" : \
'*--with=[Another component, or a further instance of this one, that stays at a version; may be given several times]:NAME=VERSION:_default' \
'--manifest-path=[A folder, or a manifest in it, at or above which upsafe.toml stands; this folder by default]:PATH:_files' \
'--config=[The configuration; the nearest upsafe.toml at or above the folder by default]:FILE:_files' \
'--output=[How to print it]:FORMAT:((text\:"For people"
json\:"For programs"))' \
'--color=[When to colour text\: a terminal decides, and NO_COLOR is obeyed]:WHEN:(auto always never)' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
':component -- The component, as `\[\[semver.matrix.component\]\]` names it:_default' \
':from -- The version that it has:_default' \
':to -- The version that it should have:_default' \
&& ret=0
;;
(api)
_arguments "${_arguments_options[@]}" : \
'--color=[When to colour text\: a terminal decides, and NO_COLOR is obeyed]:WHEN:(auto always never)' \
'-h[Print help]' \
'--help[Print help]' \
":: :_upsafe__subcmd__semver__subcmd__api_commands" \
"*::: :->api" \
&& ret=0

    case $state in
    (api)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:upsafe-semver-api-command-$line[1]:"
        case $line[1] in
            (write)
_arguments "${_arguments_options[@]}" : \
'--manifest-path=[A manifest (Cargo.toml, go.mod, go.work), a lock, or a folder; this folder by default]:PATH:_files' \
'--config=[The configuration; the nearest upsafe.toml at or above the workspace by default]:FILE:_files' \
'--tier=[How to load a Cargo workspace\: from its files alone, or by asking cargo]:TIER:((fast\:"Cargo.lock, manifests and the local index cache; no cargo, no network"
exact\:"\`cargo metadata\`, and which packages are really built"))' \
'--modules=[A folder of Go modules laid out as a module proxy; GOMODCACHE'\''s cache/download by default]:DIR:_files' \
'--go-graph=[The output of \`go mod graph\`, as the source of what Go modules require]:FILE:_files' \
'--output=[How to print it]:FORMAT:((text\:"For people"
json\:"For programs"))' \
'--color=[When to colour text\: a terminal decides, and NO_COLOR is obeyed]:WHEN:(auto always never)' \
'--fresh[Ask the index of cargo again, whatever an earlier run found there]' \
'--offline[Fetch nothing, also where dependencies are missing]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
'*::packages -- The packages, by name; all published ones by default:_default' \
&& ret=0
;;
(check)
_arguments "${_arguments_options[@]}" : \
'--manifest-path=[A manifest (Cargo.toml, go.mod, go.work), a lock, or a folder; this folder by default]:PATH:_files' \
'--config=[The configuration; the nearest upsafe.toml at or above the workspace by default]:FILE:_files' \
'--tier=[How to load a Cargo workspace\: from its files alone, or by asking cargo]:TIER:((fast\:"Cargo.lock, manifests and the local index cache; no cargo, no network"
exact\:"\`cargo metadata\`, and which packages are really built"))' \
'--modules=[A folder of Go modules laid out as a module proxy; GOMODCACHE'\''s cache/download by default]:DIR:_files' \
'--go-graph=[The output of \`go mod graph\`, as the source of what Go modules require]:FILE:_files' \
'--output=[How to print it]:FORMAT:((text\:"For people"
json\:"For programs"))' \
'--color=[When to colour text\: a terminal decides, and NO_COLOR is obeyed]:WHEN:(auto always never)' \
'--fresh[Ask the index of cargo again, whatever an earlier run found there]' \
'--offline[Fetch nothing, also where dependencies are missing]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
'*::packages -- The packages, by name; all published ones by default:_default' \
&& ret=0
;;
(diff)
_arguments "${_arguments_options[@]}" : \
'--subject=[What apidiff compared\: the path of a Go module or package]:PATH:_default' \
'--at-most=[Answer 1 where the changes ask for more than this part]:PART:(patch minor major)' \
'--output=[How to print it; \`json\` is the form that \`import\` and other tools read]:FORMAT:((text\:"For people"
json\:"For programs"))' \
'--color=[When to colour text\: a terminal decides, and NO_COLOR is obeyed]:WHEN:(auto always never)' \
'-v[Show changes that nobody can tell as well]' \
'--verbose[Show changes that nobody can tell as well]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
'*::files -- The old API and the new one\: snapshots or rustdoc JSON; or one file that is a difference:_files' \
&& ret=0
;;
(import)
_arguments "${_arguments_options[@]}" : \
'--package=[The package, as \`\[\[semver.api.diff\]\]\` names it]:NAME:_default' \
'--manifest-path=[A manifest (Cargo.toml, go.mod, go.work), a lock, or a folder; this folder by default]:PATH:_files' \
'--config=[The configuration; the nearest upsafe.toml at or above the workspace by default]:FILE:_files' \
'--tier=[How to load a Cargo workspace\: from its files alone, or by asking cargo]:TIER:((fast\:"Cargo.lock, manifests and the local index cache; no cargo, no network"
exact\:"\`cargo metadata\`, and which packages are really built"))' \
'--modules=[A folder of Go modules laid out as a module proxy; GOMODCACHE'\''s cache/download by default]:DIR:_files' \
'--go-graph=[The output of \`go mod graph\`, as the source of what Go modules require]:FILE:_files' \
'--color=[When to colour text\: a terminal decides, and NO_COLOR is obeyed]:WHEN:(auto always never)' \
'--fresh[Ask the index of cargo again, whatever an earlier run found there]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
':file -- The difference\: the JSON with the key `api-diff`, or what Go'\''s apidiff printed:_files' \
&& ret=0
;;
(help)
_arguments "${_arguments_options[@]}" : \
":: :_upsafe__subcmd__semver__subcmd__api__subcmd__help_commands" \
"*::: :->help" \
&& ret=0

    case $state in
    (help)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:upsafe-semver-api-help-command-$line[1]:"
        case $line[1] in
            (write)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(check)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(diff)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(import)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(help)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
        esac
    ;;
esac
;;
        esac
    ;;
esac
;;
(batch)
_arguments "${_arguments_options[@]}" : \
'--color=[When to colour text\: a terminal decides, and NO_COLOR is obeyed]:WHEN:(auto always never)' \
'-h[Print help]' \
'--help[Print help]' \
&& ret=0
;;
(help)
_arguments "${_arguments_options[@]}" : \
":: :_upsafe__subcmd__semver__subcmd__help_commands" \
"*::: :->help" \
&& ret=0

    case $state in
    (help)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:upsafe-semver-help-command-$line[1]:"
        case $line[1] in
            (check)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(suggest)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(next)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(path)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(api)
_arguments "${_arguments_options[@]}" : \
":: :_upsafe__subcmd__semver__subcmd__help__subcmd__api_commands" \
"*::: :->api" \
&& ret=0

    case $state in
    (api)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:upsafe-semver-help-api-command-$line[1]:"
        case $line[1] in
            (write)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(check)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(diff)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(import)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
        esac
    ;;
esac
;;
(batch)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(help)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
        esac
    ;;
esac
;;
        esac
    ;;
esac
;;
(version)
_arguments "${_arguments_options[@]}" : \
'--color=[When to colour text\: a terminal decides, and NO_COLOR is obeyed]:WHEN:(auto always never)' \
'-h[Print help]' \
'--help[Print help]' \
":: :_upsafe__subcmd__version_commands" \
"*::: :->version" \
&& ret=0

    case $state in
    (version)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:upsafe-version-command-$line[1]:"
        case $line[1] in
            (compare)
_arguments "${_arguments_options[@]}" : \
'--scheme=[The scheme\: semver, cargo, npm, go, maven or pep440]:SCHEME:_default' \
'--color=[When to colour text\: a terminal decides, and NO_COLOR is obeyed]:WHEN:(auto always never)' \
'-h[Print help]' \
'--help[Print help]' \
':a -- A version:_default' \
':b -- Another one:_default' \
&& ret=0
;;
(satisfies)
_arguments "${_arguments_options[@]}" : \
'--scheme=[The scheme\: semver, cargo, npm, go, maven or pep440]:SCHEME:_default' \
'--color=[When to colour text\: a terminal decides, and NO_COLOR is obeyed]:WHEN:(auto always never)' \
'-h[Print help]' \
'--help[Print help]' \
':version -- The version:_default' \
':range -- The range:_default' \
&& ret=0
;;
(valid)
_arguments "${_arguments_options[@]}" : \
'--scheme=[The scheme\: semver, cargo, npm, go, maven or pep440]:SCHEME:_default' \
'--color=[When to colour text\: a terminal decides, and NO_COLOR is obeyed]:WHEN:(auto always never)' \
'-h[Print help]' \
'--help[Print help]' \
':version -- The text:_default' \
&& ret=0
;;
(sort)
_arguments "${_arguments_options[@]}" : \
'--scheme=[The scheme\: semver, cargo, npm, go, maven or pep440]:SCHEME:_default' \
'--color=[When to colour text\: a terminal decides, and NO_COLOR is obeyed]:WHEN:(auto always never)' \
'-h[Print help]' \
'--help[Print help]' \
'*::versions -- The versions:_default' \
&& ret=0
;;
(bump)
_arguments "${_arguments_options[@]}" : \
'--scheme=[The scheme\: semver, cargo, npm, go, maven or pep440]:SCHEME:_default' \
'--color=[When to colour text\: a terminal decides, and NO_COLOR is obeyed]:WHEN:(auto always never)' \
'-h[Print help]' \
'--help[Print help]' \
':version -- The version:_default' \
':part -- The part to raise\: major, minor or patch:_default' \
&& ret=0
;;
(difference)
_arguments "${_arguments_options[@]}" : \
'--scheme=[The scheme\: semver, cargo, npm, go, maven or pep440]:SCHEME:_default' \
'--color=[When to colour text\: a terminal decides, and NO_COLOR is obeyed]:WHEN:(auto always never)' \
'-h[Print help]' \
'--help[Print help]' \
':a -- A version:_default' \
':b -- Another one:_default' \
&& ret=0
;;
(batch)
_arguments "${_arguments_options[@]}" : \
'--color=[When to colour text\: a terminal decides, and NO_COLOR is obeyed]:WHEN:(auto always never)' \
'-h[Print help]' \
'--help[Print help]' \
&& ret=0
;;
(help)
_arguments "${_arguments_options[@]}" : \
":: :_upsafe__subcmd__version__subcmd__help_commands" \
"*::: :->help" \
&& ret=0

    case $state in
    (help)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:upsafe-version-help-command-$line[1]:"
        case $line[1] in
            (compare)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(satisfies)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(valid)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(sort)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(bump)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(difference)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(batch)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(help)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
        esac
    ;;
esac
;;
        esac
    ;;
esac
;;
(rules)
_arguments "${_arguments_options[@]}" : \
'--output=[How to print them]:FORMAT:((text\:"For people"
json\:"For programs"))' \
'--color=[When to colour text\: a terminal decides, and NO_COLOR is obeyed]:WHEN:(auto always never)' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
&& ret=0
;;
(explain)
_arguments "${_arguments_options[@]}" : \
'--color=[When to colour text\: a terminal decides, and NO_COLOR is obeyed]:WHEN:(auto always never)' \
'-h[Print help]' \
'--help[Print help]' \
':rule -- The rule, such as `deps/duplicate-version`; the gate may be left out where one fits:_default' \
&& ret=0
;;
(init)
_arguments "${_arguments_options[@]}" : \
'--manifest-path=[A manifest (Cargo.toml, go.mod, go.work), a lock, or a folder; this folder by default]:PATH:_files' \
'--config=[The configuration; the nearest upsafe.toml at or above the workspace by default]:FILE:_files' \
'--tier=[How to load a Cargo workspace\: from its files alone, or by asking cargo]:TIER:((fast\:"Cargo.lock, manifests and the local index cache; no cargo, no network"
exact\:"\`cargo metadata\`, and which packages are really built"))' \
'--modules=[A folder of Go modules laid out as a module proxy; GOMODCACHE'\''s cache/download by default]:DIR:_files' \
'--go-graph=[The output of \`go mod graph\`, as the source of what Go modules require]:FILE:_files' \
'--color=[When to colour text\: a terminal decides, and NO_COLOR is obeyed]:WHEN:(auto always never)' \
'--fresh[Ask the index of cargo again, whatever an earlier run found there]' \
'--dry-run[Print the file instead of writing it]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
&& ret=0
;;
(baseline)
_arguments "${_arguments_options[@]}" : \
'--color=[When to colour text\: a terminal decides, and NO_COLOR is obeyed]:WHEN:(auto always never)' \
'-h[Print help]' \
'--help[Print help]' \
":: :_upsafe__subcmd__baseline_commands" \
"*::: :->baseline" \
&& ret=0

    case $state in
    (baseline)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:upsafe-baseline-command-$line[1]:"
        case $line[1] in
            (write)
_arguments "${_arguments_options[@]}" : \
'--manifest-path=[A manifest (Cargo.toml, go.mod, go.work), a lock, or a folder; this folder by default]:PATH:_files' \
'--config=[The configuration; the nearest upsafe.toml at or above the workspace by default]:FILE:_files' \
'--tier=[How to load a Cargo workspace\: from its files alone, or by asking cargo]:TIER:((fast\:"Cargo.lock, manifests and the local index cache; no cargo, no network"
exact\:"\`cargo metadata\`, and which packages are really built"))' \
'--modules=[A folder of Go modules laid out as a module proxy; GOMODCACHE'\''s cache/download by default]:DIR:_files' \
'--go-graph=[The output of \`go mod graph\`, as the source of what Go modules require]:FILE:_files' \
'--color=[When to colour text\: a terminal decides, and NO_COLOR is obeyed]:WHEN:(auto always never)' \
'--fresh[Ask the index of cargo again, whatever an earlier run found there]' \
'--allow-growth[Let the baseline grow\: accept findings that are new]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
&& ret=0
;;
(check)
_arguments "${_arguments_options[@]}" : \
'--manifest-path=[A manifest (Cargo.toml, go.mod, go.work), a lock, or a folder; this folder by default]:PATH:_files' \
'--config=[The configuration; the nearest upsafe.toml at or above the workspace by default]:FILE:_files' \
'--tier=[How to load a Cargo workspace\: from its files alone, or by asking cargo]:TIER:((fast\:"Cargo.lock, manifests and the local index cache; no cargo, no network"
exact\:"\`cargo metadata\`, and which packages are really built"))' \
'--modules=[A folder of Go modules laid out as a module proxy; GOMODCACHE'\''s cache/download by default]:DIR:_files' \
'--go-graph=[The output of \`go mod graph\`, as the source of what Go modules require]:FILE:_files' \
'*--output=[A format, or FORMAT=FILE; may be given several times]:FORMAT[=FILE]:_default' \
'--color=[When to colour text\: a terminal decides, and NO_COLOR is obeyed]:WHEN:(auto always never)' \
'--fresh[Ask the index of cargo again, whatever an earlier run found there]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
&& ret=0
;;
(help)
_arguments "${_arguments_options[@]}" : \
":: :_upsafe__subcmd__baseline__subcmd__help_commands" \
"*::: :->help" \
&& ret=0

    case $state in
    (help)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:upsafe-baseline-help-command-$line[1]:"
        case $line[1] in
            (write)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(check)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(help)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
        esac
    ;;
esac
;;
        esac
    ;;
esac
;;
(hook)
_arguments "${_arguments_options[@]}" : \
'--color=[When to colour text\: a terminal decides, and NO_COLOR is obeyed]:WHEN:(auto always never)' \
'-h[Print help]' \
'--help[Print help]' \
":: :_upsafe__subcmd__hook_commands" \
"*::: :->hook" \
&& ret=0

    case $state in
    (hook)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:upsafe-hook-command-$line[1]:"
        case $line[1] in
            (install)
_arguments "${_arguments_options[@]}" : \
'--path=[A folder in the repository; this one by default]:DIR:_files' \
'--color=[When to colour text\: a terminal decides, and NO_COLOR is obeyed]:WHEN:(auto always never)' \
'-h[Print help]' \
'--help[Print help]' \
&& ret=0
;;
(uninstall)
_arguments "${_arguments_options[@]}" : \
'--path=[A folder in the repository; this one by default]:DIR:_files' \
'--color=[When to colour text\: a terminal decides, and NO_COLOR is obeyed]:WHEN:(auto always never)' \
'-h[Print help]' \
'--help[Print help]' \
&& ret=0
;;
(run)
_arguments "${_arguments_options[@]}" : \
'--color=[When to colour text\: a terminal decides, and NO_COLOR is obeyed]:WHEN:(auto always never)' \
'-h[Print help]' \
'--help[Print help]' \
'*::files -- The files that the commit changes; asked of git where none are given:_files' \
&& ret=0
;;
(help)
_arguments "${_arguments_options[@]}" : \
":: :_upsafe__subcmd__hook__subcmd__help_commands" \
"*::: :->help" \
&& ret=0

    case $state in
    (help)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:upsafe-hook-help-command-$line[1]:"
        case $line[1] in
            (install)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(uninstall)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(run)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(help)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
        esac
    ;;
esac
;;
        esac
    ;;
esac
;;
(completions)
_arguments "${_arguments_options[@]}" : \
'--color=[When to colour text\: a terminal decides, and NO_COLOR is obeyed]:WHEN:(auto always never)' \
'-h[Print help]' \
'--help[Print help]' \
':shell -- The shell:(bash elvish fish powershell zsh)' \
&& ret=0
;;
(help)
_arguments "${_arguments_options[@]}" : \
":: :_upsafe__subcmd__help_commands" \
"*::: :->help" \
&& ret=0

    case $state in
    (help)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:upsafe-help-command-$line[1]:"
        case $line[1] in
            (check)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(deps)
_arguments "${_arguments_options[@]}" : \
":: :_upsafe__subcmd__help__subcmd__deps_commands" \
"*::: :->deps" \
&& ret=0

    case $state in
    (deps)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:upsafe-help-deps-command-$line[1]:"
        case $line[1] in
            (list)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(duplicates)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(why)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(plan)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(floor)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(diff)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(graph)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(mvs)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
        esac
    ;;
esac
;;
(metadata)
_arguments "${_arguments_options[@]}" : \
":: :_upsafe__subcmd__help__subcmd__metadata_commands" \
"*::: :->metadata" \
&& ret=0

    case $state in
    (metadata)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:upsafe-help-metadata-command-$line[1]:"
        case $line[1] in
            (verify)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(migrate)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(restore)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(report)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(history)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
        esac
    ;;
esac
;;
(schema)
_arguments "${_arguments_options[@]}" : \
":: :_upsafe__subcmd__help__subcmd__schema_commands" \
"*::: :->schema" \
&& ret=0

    case $state in
    (schema)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:upsafe-help-schema-command-$line[1]:"
        case $line[1] in
            (check)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(witness)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(batch)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
        esac
    ;;
esac
;;
(semver)
_arguments "${_arguments_options[@]}" : \
":: :_upsafe__subcmd__help__subcmd__semver_commands" \
"*::: :->semver" \
&& ret=0

    case $state in
    (semver)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:upsafe-help-semver-command-$line[1]:"
        case $line[1] in
            (check)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(suggest)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(next)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(path)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(api)
_arguments "${_arguments_options[@]}" : \
":: :_upsafe__subcmd__help__subcmd__semver__subcmd__api_commands" \
"*::: :->api" \
&& ret=0

    case $state in
    (api)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:upsafe-help-semver-api-command-$line[1]:"
        case $line[1] in
            (write)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(check)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(diff)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(import)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
        esac
    ;;
esac
;;
(batch)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
        esac
    ;;
esac
;;
(version)
_arguments "${_arguments_options[@]}" : \
":: :_upsafe__subcmd__help__subcmd__version_commands" \
"*::: :->version" \
&& ret=0

    case $state in
    (version)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:upsafe-help-version-command-$line[1]:"
        case $line[1] in
            (compare)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(satisfies)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(valid)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(sort)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(bump)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(difference)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(batch)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
        esac
    ;;
esac
;;
(rules)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(explain)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(init)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(baseline)
_arguments "${_arguments_options[@]}" : \
":: :_upsafe__subcmd__help__subcmd__baseline_commands" \
"*::: :->baseline" \
&& ret=0

    case $state in
    (baseline)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:upsafe-help-baseline-command-$line[1]:"
        case $line[1] in
            (write)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(check)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
        esac
    ;;
esac
;;
(hook)
_arguments "${_arguments_options[@]}" : \
":: :_upsafe__subcmd__help__subcmd__hook_commands" \
"*::: :->hook" \
&& ret=0

    case $state in
    (hook)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:upsafe-help-hook-command-$line[1]:"
        case $line[1] in
            (install)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(uninstall)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(run)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
        esac
    ;;
esac
;;
(completions)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(help)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
        esac
    ;;
esac
;;
        esac
    ;;
esac
}

(( $+functions[_upsafe_commands] )) ||
_upsafe_commands() {
    local commands; commands=(
'check:Run gates and give a verdict' \
'deps:Look into a dependency graph' \
'metadata:Prove that the new version can read what is stored; migrate it, with a way back' \
'schema:Ask whether every reader can read what every writer may write' \
'semver:Ask which version is honest, and give packages their next one' \
'version:Compare and test version numbers of an ecosystem' \
'rules:List every rule with its level' \
'explain:Show a rule'\''s page' \
'init:Write a commented upsafe.toml fitted to what is found' \
'baseline:Accept today'\''s findings, so that only new ones fail' \
'hook:Run the gate before each commit that changes a manifest or a lock' \
'completions:Print completions for a shell' \
'help:Print this message or the help of the given subcommand(s)' \
    )
    _describe -t commands 'upsafe commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__baseline_commands] )) ||
_upsafe__subcmd__baseline_commands() {
    local commands; commands=(
'write:Write today'\''s findings into the baseline; it may only shrink unless told otherwise' \
'check:Compare today'\''s findings with the baseline' \
'help:Print this message or the help of the given subcommand(s)' \
    )
    _describe -t commands 'upsafe baseline commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__baseline__subcmd__check_commands] )) ||
_upsafe__subcmd__baseline__subcmd__check_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe baseline check commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__baseline__subcmd__help_commands] )) ||
_upsafe__subcmd__baseline__subcmd__help_commands() {
    local commands; commands=(
'write:Write today'\''s findings into the baseline; it may only shrink unless told otherwise' \
'check:Compare today'\''s findings with the baseline' \
'help:Print this message or the help of the given subcommand(s)' \
    )
    _describe -t commands 'upsafe baseline help commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__baseline__subcmd__help__subcmd__check_commands] )) ||
_upsafe__subcmd__baseline__subcmd__help__subcmd__check_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe baseline help check commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__baseline__subcmd__help__subcmd__help_commands] )) ||
_upsafe__subcmd__baseline__subcmd__help__subcmd__help_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe baseline help help commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__baseline__subcmd__help__subcmd__write_commands] )) ||
_upsafe__subcmd__baseline__subcmd__help__subcmd__write_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe baseline help write commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__baseline__subcmd__write_commands] )) ||
_upsafe__subcmd__baseline__subcmd__write_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe baseline write commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__check_commands] )) ||
_upsafe__subcmd__check_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe check commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__completions_commands] )) ||
_upsafe__subcmd__completions_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe completions commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__deps_commands] )) ||
_upsafe__subcmd__deps_commands() {
    local commands; commands=(
'list:The selected versions; for Go the build list' \
'duplicates:Names that are built in several versions' \
'why:Why a package is in the graph, and who sets its version' \
'plan:What would move if a package went to a version' \
'floor:The lowest versions that the workspace'\''s own requirements allow together' \
'diff:What changed between two Cargo.lock files' \
'graph:Draw the graph' \
'mvs:Minimal version selection over a graph in a text table' \
'help:Print this message or the help of the given subcommand(s)' \
    )
    _describe -t commands 'upsafe deps commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__deps__subcmd__diff_commands] )) ||
_upsafe__subcmd__deps__subcmd__diff_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe deps diff commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__deps__subcmd__duplicates_commands] )) ||
_upsafe__subcmd__deps__subcmd__duplicates_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe deps duplicates commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__deps__subcmd__floor_commands] )) ||
_upsafe__subcmd__deps__subcmd__floor_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe deps floor commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__deps__subcmd__graph_commands] )) ||
_upsafe__subcmd__deps__subcmd__graph_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe deps graph commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__deps__subcmd__help_commands] )) ||
_upsafe__subcmd__deps__subcmd__help_commands() {
    local commands; commands=(
'list:The selected versions; for Go the build list' \
'duplicates:Names that are built in several versions' \
'why:Why a package is in the graph, and who sets its version' \
'plan:What would move if a package went to a version' \
'floor:The lowest versions that the workspace'\''s own requirements allow together' \
'diff:What changed between two Cargo.lock files' \
'graph:Draw the graph' \
'mvs:Minimal version selection over a graph in a text table' \
'help:Print this message or the help of the given subcommand(s)' \
    )
    _describe -t commands 'upsafe deps help commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__deps__subcmd__help__subcmd__diff_commands] )) ||
_upsafe__subcmd__deps__subcmd__help__subcmd__diff_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe deps help diff commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__deps__subcmd__help__subcmd__duplicates_commands] )) ||
_upsafe__subcmd__deps__subcmd__help__subcmd__duplicates_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe deps help duplicates commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__deps__subcmd__help__subcmd__floor_commands] )) ||
_upsafe__subcmd__deps__subcmd__help__subcmd__floor_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe deps help floor commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__deps__subcmd__help__subcmd__graph_commands] )) ||
_upsafe__subcmd__deps__subcmd__help__subcmd__graph_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe deps help graph commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__deps__subcmd__help__subcmd__help_commands] )) ||
_upsafe__subcmd__deps__subcmd__help__subcmd__help_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe deps help help commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__deps__subcmd__help__subcmd__list_commands] )) ||
_upsafe__subcmd__deps__subcmd__help__subcmd__list_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe deps help list commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__deps__subcmd__help__subcmd__mvs_commands] )) ||
_upsafe__subcmd__deps__subcmd__help__subcmd__mvs_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe deps help mvs commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__deps__subcmd__help__subcmd__plan_commands] )) ||
_upsafe__subcmd__deps__subcmd__help__subcmd__plan_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe deps help plan commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__deps__subcmd__help__subcmd__why_commands] )) ||
_upsafe__subcmd__deps__subcmd__help__subcmd__why_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe deps help why commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__deps__subcmd__list_commands] )) ||
_upsafe__subcmd__deps__subcmd__list_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe deps list commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__deps__subcmd__mvs_commands] )) ||
_upsafe__subcmd__deps__subcmd__mvs_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe deps mvs commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__deps__subcmd__plan_commands] )) ||
_upsafe__subcmd__deps__subcmd__plan_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe deps plan commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__deps__subcmd__why_commands] )) ||
_upsafe__subcmd__deps__subcmd__why_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe deps why commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__explain_commands] )) ||
_upsafe__subcmd__explain_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe explain commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__help_commands] )) ||
_upsafe__subcmd__help_commands() {
    local commands; commands=(
'check:Run gates and give a verdict' \
'deps:Look into a dependency graph' \
'metadata:Prove that the new version can read what is stored; migrate it, with a way back' \
'schema:Ask whether every reader can read what every writer may write' \
'semver:Ask which version is honest, and give packages their next one' \
'version:Compare and test version numbers of an ecosystem' \
'rules:List every rule with its level' \
'explain:Show a rule'\''s page' \
'init:Write a commented upsafe.toml fitted to what is found' \
'baseline:Accept today'\''s findings, so that only new ones fail' \
'hook:Run the gate before each commit that changes a manifest or a lock' \
'completions:Print completions for a shell' \
'help:Print this message or the help of the given subcommand(s)' \
    )
    _describe -t commands 'upsafe help commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__help__subcmd__baseline_commands] )) ||
_upsafe__subcmd__help__subcmd__baseline_commands() {
    local commands; commands=(
'write:Write today'\''s findings into the baseline; it may only shrink unless told otherwise' \
'check:Compare today'\''s findings with the baseline' \
    )
    _describe -t commands 'upsafe help baseline commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__help__subcmd__baseline__subcmd__check_commands] )) ||
_upsafe__subcmd__help__subcmd__baseline__subcmd__check_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe help baseline check commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__help__subcmd__baseline__subcmd__write_commands] )) ||
_upsafe__subcmd__help__subcmd__baseline__subcmd__write_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe help baseline write commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__help__subcmd__check_commands] )) ||
_upsafe__subcmd__help__subcmd__check_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe help check commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__help__subcmd__completions_commands] )) ||
_upsafe__subcmd__help__subcmd__completions_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe help completions commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__help__subcmd__deps_commands] )) ||
_upsafe__subcmd__help__subcmd__deps_commands() {
    local commands; commands=(
'list:The selected versions; for Go the build list' \
'duplicates:Names that are built in several versions' \
'why:Why a package is in the graph, and who sets its version' \
'plan:What would move if a package went to a version' \
'floor:The lowest versions that the workspace'\''s own requirements allow together' \
'diff:What changed between two Cargo.lock files' \
'graph:Draw the graph' \
'mvs:Minimal version selection over a graph in a text table' \
    )
    _describe -t commands 'upsafe help deps commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__help__subcmd__deps__subcmd__diff_commands] )) ||
_upsafe__subcmd__help__subcmd__deps__subcmd__diff_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe help deps diff commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__help__subcmd__deps__subcmd__duplicates_commands] )) ||
_upsafe__subcmd__help__subcmd__deps__subcmd__duplicates_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe help deps duplicates commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__help__subcmd__deps__subcmd__floor_commands] )) ||
_upsafe__subcmd__help__subcmd__deps__subcmd__floor_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe help deps floor commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__help__subcmd__deps__subcmd__graph_commands] )) ||
_upsafe__subcmd__help__subcmd__deps__subcmd__graph_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe help deps graph commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__help__subcmd__deps__subcmd__list_commands] )) ||
_upsafe__subcmd__help__subcmd__deps__subcmd__list_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe help deps list commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__help__subcmd__deps__subcmd__mvs_commands] )) ||
_upsafe__subcmd__help__subcmd__deps__subcmd__mvs_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe help deps mvs commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__help__subcmd__deps__subcmd__plan_commands] )) ||
_upsafe__subcmd__help__subcmd__deps__subcmd__plan_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe help deps plan commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__help__subcmd__deps__subcmd__why_commands] )) ||
_upsafe__subcmd__help__subcmd__deps__subcmd__why_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe help deps why commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__help__subcmd__explain_commands] )) ||
_upsafe__subcmd__help__subcmd__explain_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe help explain commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__help__subcmd__help_commands] )) ||
_upsafe__subcmd__help__subcmd__help_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe help help commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__help__subcmd__hook_commands] )) ||
_upsafe__subcmd__help__subcmd__hook_commands() {
    local commands; commands=(
'install:Write .git/hooks/pre-commit; refuses to overwrite a hook of somebody else' \
'uninstall:Remove the hook that \`install\` wrote' \
'run:What the hook runs\: the gate, where the commit changes a manifest or a lock' \
    )
    _describe -t commands 'upsafe help hook commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__help__subcmd__hook__subcmd__install_commands] )) ||
_upsafe__subcmd__help__subcmd__hook__subcmd__install_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe help hook install commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__help__subcmd__hook__subcmd__run_commands] )) ||
_upsafe__subcmd__help__subcmd__hook__subcmd__run_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe help hook run commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__help__subcmd__hook__subcmd__uninstall_commands] )) ||
_upsafe__subcmd__help__subcmd__hook__subcmd__uninstall_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe help hook uninstall commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__help__subcmd__init_commands] )) ||
_upsafe__subcmd__help__subcmd__init_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe help init commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__help__subcmd__metadata_commands] )) ||
_upsafe__subcmd__help__subcmd__metadata_commands() {
    local commands; commands=(
'verify:Read every stored object as the new version will, and write nothing' \
'migrate:Bring a store to the new version\: verify, back up, write, read back. Finishes a run that was stopped' \
'restore:Bring the old bytes back, where the old version will be able to read the store' \
'report:The report before an upgrade\: objects by kind and verdict, causes, witnesses, the plan' \
'history:What was done to a store' \
    )
    _describe -t commands 'upsafe help metadata commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__help__subcmd__metadata__subcmd__history_commands] )) ||
_upsafe__subcmd__help__subcmd__metadata__subcmd__history_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe help metadata history commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__help__subcmd__metadata__subcmd__migrate_commands] )) ||
_upsafe__subcmd__help__subcmd__metadata__subcmd__migrate_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe help metadata migrate commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__help__subcmd__metadata__subcmd__report_commands] )) ||
_upsafe__subcmd__help__subcmd__metadata__subcmd__report_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe help metadata report commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__help__subcmd__metadata__subcmd__restore_commands] )) ||
_upsafe__subcmd__help__subcmd__metadata__subcmd__restore_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe help metadata restore commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__help__subcmd__metadata__subcmd__verify_commands] )) ||
_upsafe__subcmd__help__subcmd__metadata__subcmd__verify_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe help metadata verify commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__help__subcmd__rules_commands] )) ||
_upsafe__subcmd__help__subcmd__rules_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe help rules commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__help__subcmd__schema_commands] )) ||
_upsafe__subcmd__help__subcmd__schema_commands() {
    local commands; commands=(
'check:Compare two schemas, two folders of schemas, or a schema with a folder of its versions' \
'witness:Print a document that a writer may write and a reader refuses, and nothing else' \
'batch:Answer JSON lines on stdin\: {"id", "old", "new", "mode"?, "profile"?, "dialect"?, "writers"?, "defaults"?, "formats"?} -> {"id", "compatible", "verdict", "findings", "witness"}' \
    )
    _describe -t commands 'upsafe help schema commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__help__subcmd__schema__subcmd__batch_commands] )) ||
_upsafe__subcmd__help__subcmd__schema__subcmd__batch_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe help schema batch commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__help__subcmd__schema__subcmd__check_commands] )) ||
_upsafe__subcmd__help__subcmd__schema__subcmd__check_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe help schema check commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__help__subcmd__schema__subcmd__witness_commands] )) ||
_upsafe__subcmd__help__subcmd__schema__subcmd__witness_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe help schema witness commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__help__subcmd__semver_commands] )) ||
_upsafe__subcmd__help__subcmd__semver_commands() {
    local commands; commands=(
'check:Judge the versions that stand in the manifests; the same as \`upsafe check semver\`' \
'suggest:Name the lowest honest version of each package, and why' \
'next:Show what has to change in which files for the next versions, or change it' \
'path:The allowed way from one version of a component to another, or why there is none' \
'api:Write, check and compare the public APIs of packages' \
'batch:Answer JSON lines on stdin\: {"id", "op"\: "go-release", "module"\: {...}, "version"?} -> {"id", "result"} or {"id", "error"}' \
    )
    _describe -t commands 'upsafe help semver commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__help__subcmd__semver__subcmd__api_commands] )) ||
_upsafe__subcmd__help__subcmd__semver__subcmd__api_commands() {
    local commands; commands=(
'write:Build the API of each published Rust library, and write the snapshots that differ' \
'check:Build the API of each published Rust library, and compare it with its snapshot' \
'diff:Tell what changed between two APIs, and which part of the version it asks for' \
'import:Take the difference that a tool of another language told, for the gate to read' \
    )
    _describe -t commands 'upsafe help semver api commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__help__subcmd__semver__subcmd__api__subcmd__check_commands] )) ||
_upsafe__subcmd__help__subcmd__semver__subcmd__api__subcmd__check_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe help semver api check commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__help__subcmd__semver__subcmd__api__subcmd__diff_commands] )) ||
_upsafe__subcmd__help__subcmd__semver__subcmd__api__subcmd__diff_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe help semver api diff commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__help__subcmd__semver__subcmd__api__subcmd__import_commands] )) ||
_upsafe__subcmd__help__subcmd__semver__subcmd__api__subcmd__import_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe help semver api import commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__help__subcmd__semver__subcmd__api__subcmd__write_commands] )) ||
_upsafe__subcmd__help__subcmd__semver__subcmd__api__subcmd__write_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe help semver api write commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__help__subcmd__semver__subcmd__batch_commands] )) ||
_upsafe__subcmd__help__subcmd__semver__subcmd__batch_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe help semver batch commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__help__subcmd__semver__subcmd__check_commands] )) ||
_upsafe__subcmd__help__subcmd__semver__subcmd__check_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe help semver check commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__help__subcmd__semver__subcmd__next_commands] )) ||
_upsafe__subcmd__help__subcmd__semver__subcmd__next_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe help semver next commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__help__subcmd__semver__subcmd__path_commands] )) ||
_upsafe__subcmd__help__subcmd__semver__subcmd__path_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe help semver path commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__help__subcmd__semver__subcmd__suggest_commands] )) ||
_upsafe__subcmd__help__subcmd__semver__subcmd__suggest_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe help semver suggest commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__help__subcmd__version_commands] )) ||
_upsafe__subcmd__help__subcmd__version_commands() {
    local commands; commands=(
'compare:Print -1, 0 or 1\: which of two versions is older' \
'satisfies:Print whether a version lies in a range' \
'valid:Print whether a text is a version' \
'sort:Print versions in order, oldest first; from stdin, a line each, where none are given' \
'bump:Print the next version' \
'difference:Print the largest part in which two versions differ' \
'batch:Answer JSON lines on stdin\: {"id", "scheme", "op", "args"} -> {"id", "result"} or {"id", "error"}' \
    )
    _describe -t commands 'upsafe help version commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__help__subcmd__version__subcmd__batch_commands] )) ||
_upsafe__subcmd__help__subcmd__version__subcmd__batch_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe help version batch commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__help__subcmd__version__subcmd__bump_commands] )) ||
_upsafe__subcmd__help__subcmd__version__subcmd__bump_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe help version bump commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__help__subcmd__version__subcmd__compare_commands] )) ||
_upsafe__subcmd__help__subcmd__version__subcmd__compare_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe help version compare commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__help__subcmd__version__subcmd__difference_commands] )) ||
_upsafe__subcmd__help__subcmd__version__subcmd__difference_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe help version difference commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__help__subcmd__version__subcmd__satisfies_commands] )) ||
_upsafe__subcmd__help__subcmd__version__subcmd__satisfies_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe help version satisfies commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__help__subcmd__version__subcmd__sort_commands] )) ||
_upsafe__subcmd__help__subcmd__version__subcmd__sort_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe help version sort commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__help__subcmd__version__subcmd__valid_commands] )) ||
_upsafe__subcmd__help__subcmd__version__subcmd__valid_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe help version valid commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__hook_commands] )) ||
_upsafe__subcmd__hook_commands() {
    local commands; commands=(
'install:Write .git/hooks/pre-commit; refuses to overwrite a hook of somebody else' \
'uninstall:Remove the hook that \`install\` wrote' \
'run:What the hook runs\: the gate, where the commit changes a manifest or a lock' \
'help:Print this message or the help of the given subcommand(s)' \
    )
    _describe -t commands 'upsafe hook commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__hook__subcmd__help_commands] )) ||
_upsafe__subcmd__hook__subcmd__help_commands() {
    local commands; commands=(
'install:Write .git/hooks/pre-commit; refuses to overwrite a hook of somebody else' \
'uninstall:Remove the hook that \`install\` wrote' \
'run:What the hook runs\: the gate, where the commit changes a manifest or a lock' \
'help:Print this message or the help of the given subcommand(s)' \
    )
    _describe -t commands 'upsafe hook help commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__hook__subcmd__help__subcmd__help_commands] )) ||
_upsafe__subcmd__hook__subcmd__help__subcmd__help_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe hook help help commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__hook__subcmd__help__subcmd__install_commands] )) ||
_upsafe__subcmd__hook__subcmd__help__subcmd__install_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe hook help install commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__hook__subcmd__help__subcmd__run_commands] )) ||
_upsafe__subcmd__hook__subcmd__help__subcmd__run_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe hook help run commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__hook__subcmd__help__subcmd__uninstall_commands] )) ||
_upsafe__subcmd__hook__subcmd__help__subcmd__uninstall_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe hook help uninstall commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__hook__subcmd__install_commands] )) ||
_upsafe__subcmd__hook__subcmd__install_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe hook install commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__hook__subcmd__run_commands] )) ||
_upsafe__subcmd__hook__subcmd__run_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe hook run commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__hook__subcmd__uninstall_commands] )) ||
_upsafe__subcmd__hook__subcmd__uninstall_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe hook uninstall commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__init_commands] )) ||
_upsafe__subcmd__init_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe init commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__metadata_commands] )) ||
_upsafe__subcmd__metadata_commands() {
    local commands; commands=(
'verify:Read every stored object as the new version will, and write nothing' \
'migrate:Bring a store to the new version\: verify, back up, write, read back. Finishes a run that was stopped' \
'restore:Bring the old bytes back, where the old version will be able to read the store' \
'report:The report before an upgrade\: objects by kind and verdict, causes, witnesses, the plan' \
'history:What was done to a store' \
'help:Print this message or the help of the given subcommand(s)' \
    )
    _describe -t commands 'upsafe metadata commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__metadata__subcmd__help_commands] )) ||
_upsafe__subcmd__metadata__subcmd__help_commands() {
    local commands; commands=(
'verify:Read every stored object as the new version will, and write nothing' \
'migrate:Bring a store to the new version\: verify, back up, write, read back. Finishes a run that was stopped' \
'restore:Bring the old bytes back, where the old version will be able to read the store' \
'report:The report before an upgrade\: objects by kind and verdict, causes, witnesses, the plan' \
'history:What was done to a store' \
'help:Print this message or the help of the given subcommand(s)' \
    )
    _describe -t commands 'upsafe metadata help commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__metadata__subcmd__help__subcmd__help_commands] )) ||
_upsafe__subcmd__metadata__subcmd__help__subcmd__help_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe metadata help help commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__metadata__subcmd__help__subcmd__history_commands] )) ||
_upsafe__subcmd__metadata__subcmd__help__subcmd__history_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe metadata help history commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__metadata__subcmd__help__subcmd__migrate_commands] )) ||
_upsafe__subcmd__metadata__subcmd__help__subcmd__migrate_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe metadata help migrate commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__metadata__subcmd__help__subcmd__report_commands] )) ||
_upsafe__subcmd__metadata__subcmd__help__subcmd__report_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe metadata help report commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__metadata__subcmd__help__subcmd__restore_commands] )) ||
_upsafe__subcmd__metadata__subcmd__help__subcmd__restore_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe metadata help restore commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__metadata__subcmd__help__subcmd__verify_commands] )) ||
_upsafe__subcmd__metadata__subcmd__help__subcmd__verify_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe metadata help verify commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__metadata__subcmd__history_commands] )) ||
_upsafe__subcmd__metadata__subcmd__history_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe metadata history commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__metadata__subcmd__migrate_commands] )) ||
_upsafe__subcmd__metadata__subcmd__migrate_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe metadata migrate commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__metadata__subcmd__report_commands] )) ||
_upsafe__subcmd__metadata__subcmd__report_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe metadata report commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__metadata__subcmd__restore_commands] )) ||
_upsafe__subcmd__metadata__subcmd__restore_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe metadata restore commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__metadata__subcmd__verify_commands] )) ||
_upsafe__subcmd__metadata__subcmd__verify_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe metadata verify commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__rules_commands] )) ||
_upsafe__subcmd__rules_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe rules commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__schema_commands] )) ||
_upsafe__subcmd__schema_commands() {
    local commands; commands=(
'check:Compare two schemas, two folders of schemas, or a schema with a folder of its versions' \
'witness:Print a document that a writer may write and a reader refuses, and nothing else' \
'batch:Answer JSON lines on stdin\: {"id", "old", "new", "mode"?, "profile"?, "dialect"?, "writers"?, "defaults"?, "formats"?} -> {"id", "compatible", "verdict", "findings", "witness"}' \
'help:Print this message or the help of the given subcommand(s)' \
    )
    _describe -t commands 'upsafe schema commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__schema__subcmd__batch_commands] )) ||
_upsafe__subcmd__schema__subcmd__batch_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe schema batch commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__schema__subcmd__check_commands] )) ||
_upsafe__subcmd__schema__subcmd__check_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe schema check commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__schema__subcmd__help_commands] )) ||
_upsafe__subcmd__schema__subcmd__help_commands() {
    local commands; commands=(
'check:Compare two schemas, two folders of schemas, or a schema with a folder of its versions' \
'witness:Print a document that a writer may write and a reader refuses, and nothing else' \
'batch:Answer JSON lines on stdin\: {"id", "old", "new", "mode"?, "profile"?, "dialect"?, "writers"?, "defaults"?, "formats"?} -> {"id", "compatible", "verdict", "findings", "witness"}' \
'help:Print this message or the help of the given subcommand(s)' \
    )
    _describe -t commands 'upsafe schema help commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__schema__subcmd__help__subcmd__batch_commands] )) ||
_upsafe__subcmd__schema__subcmd__help__subcmd__batch_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe schema help batch commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__schema__subcmd__help__subcmd__check_commands] )) ||
_upsafe__subcmd__schema__subcmd__help__subcmd__check_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe schema help check commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__schema__subcmd__help__subcmd__help_commands] )) ||
_upsafe__subcmd__schema__subcmd__help__subcmd__help_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe schema help help commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__schema__subcmd__help__subcmd__witness_commands] )) ||
_upsafe__subcmd__schema__subcmd__help__subcmd__witness_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe schema help witness commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__schema__subcmd__witness_commands] )) ||
_upsafe__subcmd__schema__subcmd__witness_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe schema witness commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__semver_commands] )) ||
_upsafe__subcmd__semver_commands() {
    local commands; commands=(
'check:Judge the versions that stand in the manifests; the same as \`upsafe check semver\`' \
'suggest:Name the lowest honest version of each package, and why' \
'next:Show what has to change in which files for the next versions, or change it' \
'path:The allowed way from one version of a component to another, or why there is none' \
'api:Write, check and compare the public APIs of packages' \
'batch:Answer JSON lines on stdin\: {"id", "op"\: "go-release", "module"\: {...}, "version"?} -> {"id", "result"} or {"id", "error"}' \
'help:Print this message or the help of the given subcommand(s)' \
    )
    _describe -t commands 'upsafe semver commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__semver__subcmd__api_commands] )) ||
_upsafe__subcmd__semver__subcmd__api_commands() {
    local commands; commands=(
'write:Build the API of each published Rust library, and write the snapshots that differ' \
'check:Build the API of each published Rust library, and compare it with its snapshot' \
'diff:Tell what changed between two APIs, and which part of the version it asks for' \
'import:Take the difference that a tool of another language told, for the gate to read' \
'help:Print this message or the help of the given subcommand(s)' \
    )
    _describe -t commands 'upsafe semver api commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__semver__subcmd__api__subcmd__check_commands] )) ||
_upsafe__subcmd__semver__subcmd__api__subcmd__check_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe semver api check commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__semver__subcmd__api__subcmd__diff_commands] )) ||
_upsafe__subcmd__semver__subcmd__api__subcmd__diff_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe semver api diff commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__semver__subcmd__api__subcmd__help_commands] )) ||
_upsafe__subcmd__semver__subcmd__api__subcmd__help_commands() {
    local commands; commands=(
'write:Build the API of each published Rust library, and write the snapshots that differ' \
'check:Build the API of each published Rust library, and compare it with its snapshot' \
'diff:Tell what changed between two APIs, and which part of the version it asks for' \
'import:Take the difference that a tool of another language told, for the gate to read' \
'help:Print this message or the help of the given subcommand(s)' \
    )
    _describe -t commands 'upsafe semver api help commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__semver__subcmd__api__subcmd__help__subcmd__check_commands] )) ||
_upsafe__subcmd__semver__subcmd__api__subcmd__help__subcmd__check_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe semver api help check commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__semver__subcmd__api__subcmd__help__subcmd__diff_commands] )) ||
_upsafe__subcmd__semver__subcmd__api__subcmd__help__subcmd__diff_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe semver api help diff commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__semver__subcmd__api__subcmd__help__subcmd__help_commands] )) ||
_upsafe__subcmd__semver__subcmd__api__subcmd__help__subcmd__help_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe semver api help help commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__semver__subcmd__api__subcmd__help__subcmd__import_commands] )) ||
_upsafe__subcmd__semver__subcmd__api__subcmd__help__subcmd__import_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe semver api help import commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__semver__subcmd__api__subcmd__help__subcmd__write_commands] )) ||
_upsafe__subcmd__semver__subcmd__api__subcmd__help__subcmd__write_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe semver api help write commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__semver__subcmd__api__subcmd__import_commands] )) ||
_upsafe__subcmd__semver__subcmd__api__subcmd__import_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe semver api import commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__semver__subcmd__api__subcmd__write_commands] )) ||
_upsafe__subcmd__semver__subcmd__api__subcmd__write_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe semver api write commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__semver__subcmd__batch_commands] )) ||
_upsafe__subcmd__semver__subcmd__batch_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe semver batch commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__semver__subcmd__check_commands] )) ||
_upsafe__subcmd__semver__subcmd__check_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe semver check commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__semver__subcmd__help_commands] )) ||
_upsafe__subcmd__semver__subcmd__help_commands() {
    local commands; commands=(
'check:Judge the versions that stand in the manifests; the same as \`upsafe check semver\`' \
'suggest:Name the lowest honest version of each package, and why' \
'next:Show what has to change in which files for the next versions, or change it' \
'path:The allowed way from one version of a component to another, or why there is none' \
'api:Write, check and compare the public APIs of packages' \
'batch:Answer JSON lines on stdin\: {"id", "op"\: "go-release", "module"\: {...}, "version"?} -> {"id", "result"} or {"id", "error"}' \
'help:Print this message or the help of the given subcommand(s)' \
    )
    _describe -t commands 'upsafe semver help commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__semver__subcmd__help__subcmd__api_commands] )) ||
_upsafe__subcmd__semver__subcmd__help__subcmd__api_commands() {
    local commands; commands=(
'write:Build the API of each published Rust library, and write the snapshots that differ' \
'check:Build the API of each published Rust library, and compare it with its snapshot' \
'diff:Tell what changed between two APIs, and which part of the version it asks for' \
'import:Take the difference that a tool of another language told, for the gate to read' \
    )
    _describe -t commands 'upsafe semver help api commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__semver__subcmd__help__subcmd__api__subcmd__check_commands] )) ||
_upsafe__subcmd__semver__subcmd__help__subcmd__api__subcmd__check_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe semver help api check commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__semver__subcmd__help__subcmd__api__subcmd__diff_commands] )) ||
_upsafe__subcmd__semver__subcmd__help__subcmd__api__subcmd__diff_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe semver help api diff commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__semver__subcmd__help__subcmd__api__subcmd__import_commands] )) ||
_upsafe__subcmd__semver__subcmd__help__subcmd__api__subcmd__import_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe semver help api import commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__semver__subcmd__help__subcmd__api__subcmd__write_commands] )) ||
_upsafe__subcmd__semver__subcmd__help__subcmd__api__subcmd__write_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe semver help api write commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__semver__subcmd__help__subcmd__batch_commands] )) ||
_upsafe__subcmd__semver__subcmd__help__subcmd__batch_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe semver help batch commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__semver__subcmd__help__subcmd__check_commands] )) ||
_upsafe__subcmd__semver__subcmd__help__subcmd__check_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe semver help check commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__semver__subcmd__help__subcmd__help_commands] )) ||
_upsafe__subcmd__semver__subcmd__help__subcmd__help_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe semver help help commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__semver__subcmd__help__subcmd__next_commands] )) ||
_upsafe__subcmd__semver__subcmd__help__subcmd__next_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe semver help next commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__semver__subcmd__help__subcmd__path_commands] )) ||
_upsafe__subcmd__semver__subcmd__help__subcmd__path_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe semver help path commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__semver__subcmd__help__subcmd__suggest_commands] )) ||
_upsafe__subcmd__semver__subcmd__help__subcmd__suggest_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe semver help suggest commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__semver__subcmd__next_commands] )) ||
_upsafe__subcmd__semver__subcmd__next_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe semver next commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__semver__subcmd__path_commands] )) ||
_upsafe__subcmd__semver__subcmd__path_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe semver path commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__semver__subcmd__suggest_commands] )) ||
_upsafe__subcmd__semver__subcmd__suggest_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe semver suggest commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__version_commands] )) ||
_upsafe__subcmd__version_commands() {
    local commands; commands=(
'compare:Print -1, 0 or 1\: which of two versions is older' \
'satisfies:Print whether a version lies in a range' \
'valid:Print whether a text is a version' \
'sort:Print versions in order, oldest first; from stdin, a line each, where none are given' \
'bump:Print the next version' \
'difference:Print the largest part in which two versions differ' \
'batch:Answer JSON lines on stdin\: {"id", "scheme", "op", "args"} -> {"id", "result"} or {"id", "error"}' \
'help:Print this message or the help of the given subcommand(s)' \
    )
    _describe -t commands 'upsafe version commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__version__subcmd__batch_commands] )) ||
_upsafe__subcmd__version__subcmd__batch_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe version batch commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__version__subcmd__bump_commands] )) ||
_upsafe__subcmd__version__subcmd__bump_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe version bump commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__version__subcmd__compare_commands] )) ||
_upsafe__subcmd__version__subcmd__compare_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe version compare commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__version__subcmd__difference_commands] )) ||
_upsafe__subcmd__version__subcmd__difference_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe version difference commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__version__subcmd__help_commands] )) ||
_upsafe__subcmd__version__subcmd__help_commands() {
    local commands; commands=(
'compare:Print -1, 0 or 1\: which of two versions is older' \
'satisfies:Print whether a version lies in a range' \
'valid:Print whether a text is a version' \
'sort:Print versions in order, oldest first; from stdin, a line each, where none are given' \
'bump:Print the next version' \
'difference:Print the largest part in which two versions differ' \
'batch:Answer JSON lines on stdin\: {"id", "scheme", "op", "args"} -> {"id", "result"} or {"id", "error"}' \
'help:Print this message or the help of the given subcommand(s)' \
    )
    _describe -t commands 'upsafe version help commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__version__subcmd__help__subcmd__batch_commands] )) ||
_upsafe__subcmd__version__subcmd__help__subcmd__batch_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe version help batch commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__version__subcmd__help__subcmd__bump_commands] )) ||
_upsafe__subcmd__version__subcmd__help__subcmd__bump_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe version help bump commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__version__subcmd__help__subcmd__compare_commands] )) ||
_upsafe__subcmd__version__subcmd__help__subcmd__compare_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe version help compare commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__version__subcmd__help__subcmd__difference_commands] )) ||
_upsafe__subcmd__version__subcmd__help__subcmd__difference_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe version help difference commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__version__subcmd__help__subcmd__help_commands] )) ||
_upsafe__subcmd__version__subcmd__help__subcmd__help_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe version help help commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__version__subcmd__help__subcmd__satisfies_commands] )) ||
_upsafe__subcmd__version__subcmd__help__subcmd__satisfies_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe version help satisfies commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__version__subcmd__help__subcmd__sort_commands] )) ||
_upsafe__subcmd__version__subcmd__help__subcmd__sort_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe version help sort commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__version__subcmd__help__subcmd__valid_commands] )) ||
_upsafe__subcmd__version__subcmd__help__subcmd__valid_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe version help valid commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__version__subcmd__satisfies_commands] )) ||
_upsafe__subcmd__version__subcmd__satisfies_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe version satisfies commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__version__subcmd__sort_commands] )) ||
_upsafe__subcmd__version__subcmd__sort_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe version sort commands' commands "$@"
}
(( $+functions[_upsafe__subcmd__version__subcmd__valid_commands] )) ||
_upsafe__subcmd__version__subcmd__valid_commands() {
    local commands; commands=()
    _describe -t commands 'upsafe version valid commands' commands "$@"
}

if [ "$funcstack[1]" = "_upsafe" ]; then
    _upsafe "$@"
else
    compdef _upsafe upsafe
fi
