"""Compares pairs of schemas as a Python incumbent does: JSON lines in, a verdict a line out.

    peers.py PEER < pairs

Each line holds `old` and `new`, and the question is whether `new` reads what `old` wrote. The verdict
is `compatible`, `incompatible`, or `none` and why, where the incumbent fails or takes longer than LIMIT.
Only the incumbent that is meant is imported.
"""

import json
import signal
import sys

# How long one pair may take, in seconds of CPU. It only ever helps the incumbent.
LIMIT = 2.0


class Late(BaseException):
    """No `Exception`, so that an incumbent does not catch it."""


def avro():
    import avro.compatibility as compatibility
    import avro.schema

    def compare(old, new):
        # The library parses text or what `json` made of it; registries hold text.
        reader, writer = (avro.schema.parse(json.dumps(side)) for side in (new, old))
        checker = compatibility.ReaderWriterCompatibilityChecker()
        answer = checker.get_compatibility(reader, writer)
        return answer.compatibility is compatibility.SchemaCompatibilityType.compatible

    return compare


def jsonsubschema():
    from jsonsubschema import isSubschema

    return isSubschema


def karapace_json():
    from avro.compatibility import SchemaCompatibilityType
    from jsonschema import Draft7Validator

    try:
        from karapace.core.compatibility.jsonschema.checks import compatibility
    except ImportError:
        from karapace.compatibility.jsonschema.checks import compatibility

    def compare(old, new):
        answer = compatibility(reader=Draft7Validator(new), writer=Draft7Validator(old))
        return answer.compatibility is SchemaCompatibilityType.compatible

    return compare


# karapace compares Avro schemas with the checker of `avro`.
PEERS = {"avro": avro, "jsonsubschema": jsonsubschema, "karapace-json": karapace_json}


def late(_signal, _frame):
    raise Late


def main():
    compare = PEERS[sys.argv[1]]()
    signal.signal(signal.SIGVTALRM, late)
    for line in sys.stdin:
        pair = json.loads(line)
        try:
            signal.setitimer(signal.ITIMER_VIRTUAL, LIMIT)
            verdict = "compatible" if compare(pair["old"], pair["new"]) else "incompatible"
        except Late:
            verdict = "none: too late"
        except Exception as error:
            verdict = f"none: {type(error).__name__}"
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        print(verdict)


main()
