#!/bin/sh
# Verify fails with the causes, migrate, verify passes, restore gives the old bytes back.
# Works on a copy: run it as often as you like. UPSAFE names another binary.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -R "$here/data" "$here/schemas" "$here/migrations" "$here/upsafe.toml" "$work"
upsafe=${UPSAFE:-upsafe}
cd "$work"

# expect CODE WORDS...: runs `upsafe metadata WORDS...` and stops where it ends otherwise.
expect() {
    wanted=$1
    shift
    echo "\$ upsafe metadata $*"
    code=0
    "$upsafe" metadata "$@" || code=$?
    echo
    if [ "$code" -ne "$wanted" ]; then
        echo "expected exit code $wanted, found $code" >&2
        exit 1
    fi
}

cp -R data before
expect 1 verify
diff -r before data && echo "verify wrote nothing" && echo
expect 0 migrate --dry-run
expect 0 migrate
expect 0 verify
expect 0 migrate
expect 0 history
expect 0 restore
diff -r before/metadata data/metadata && echo "every byte is as it was"
