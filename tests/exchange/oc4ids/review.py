"""Ask libcoveoc4ids about packages; run by the Python of its own environment.

    review.py SCHEMAS PACKAGE...

Serves the folder SCHEMAS on loopback in place of the standard's host, and prints a JSON
list with what the library found in each package.
"""

import functools
import http.server
import json
import sys
import tempfile
import threading


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *args):
        """Say nothing: standard error is for what goes wrong."""


def main(schemas, packages):
    # the library is not in the environment that collects the tests
    from libcoveoc4ids.api import oc4ids_json_output
    from libcoveoc4ids.config import LibCoveOC4IDSConfig

    handler = functools.partial(Quiet, directory=schemas)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    host = f"http://127.0.0.1:{server.server_address[1]}/"
    config = LibCoveOC4IDSConfig(
        {
            "schema_host": host,
            "schema_version_choices": {"0.9.5": ("0.9.5", host)},
            "schema_codelists": {"0.9": f"{host}codelists/"},
        }
    )
    found = []
    for package in packages:
        with tempfile.TemporaryDirectory() as folder:
            said = oc4ids_json_output(folder, package, lib_cove_oc4ids_config=config)
        found.append(
            {
                "errors": said["validation_errors"],
                "closed": said["additional_closed_codelist_values"],
                "open": sorted(said["additional_open_codelist_values"]),
                "conformance": said["conformance_checks"],
                "checks": said["additional_checks"],
                "added": sorted(said["additional_fields"]),
            }
        )
    sys.stdout.write(json.dumps(found, default=str))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
