"""Reads JSON lines {"old", "new", "hex"} and says who reads the bytes, written with old, as new."""

import io
import json
import sys


def avro_reads(case):
    import avro.io
    import avro.schema

    writer, reader = avro.schema.parse(case["old"]), avro.schema.parse(case["new"])
    data = io.BytesIO(bytes.fromhex(case["hex"]))
    avro.io.DatumReader(writer, reader).read(avro.io.BinaryDecoder(data))


def fastavro_reads(case):
    import fastavro

    writer, reader = json.loads(case["old"]), json.loads(case["new"])
    fastavro.schemaless_reader(io.BytesIO(bytes.fromhex(case["hex"])), writer, reader)


for line in sys.stdin:
    case = json.loads(line)
    said = []
    for read in (avro_reads, fastavro_reads):
        try:
            read(case)
            said.append("read")
        except ImportError:
            said.append("absent")
        except Exception:
            said.append("refused")
    print(" ".join(said))
