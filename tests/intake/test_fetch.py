"""Files come from the web with limits: kind of address, size, time, plain answers."""

import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from quyhoach.errors import BadFile
from quyhoach.intake import fetch
from quyhoach.intake.fetch import fetched


class _Answers(BaseHTTPRequestHandler):
    def do_GET(self):
        getattr(self, f"_{self.path.strip('/').partition('.')[0]}", self._none)()

    def _plain(self):
        self._send(b'{"type":"FeatureCollection","features":[]}')

    def _send(self, body):
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _none(self):
        self.send_error(404)

    def _on(self):
        self._lead("/plain.geojson")

    def _round(self):
        self._lead("/round")

    def _file(self):
        self._lead("file:///etc/hostname")

    def _lead(self, where):
        self.send_response(302)
        self.send_header("Location", where)
        self.end_headers()

    def _large(self):
        self.send_response(200)
        self.end_headers()
        for _ in range(400):
            self.wfile.write(bytes(1 << 10))

    def _slow(self):
        self.send_response(200)
        self.end_headers()
        for _ in range(50):
            self.wfile.write(b" ")
            self.wfile.flush()
            time.sleep(0.05)

    def _short(self):
        self.send_response(200)
        self.send_header("Content-Length", "100")
        self.end_headers()
        self.wfile.write(b"cut off")

    def log_message(self, *_):
        pass

    def handle(self):
        try:
            super().handle()
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        """A client that hangs up is what these tests are about."""


@pytest.fixture(scope="module")
def address():
    server = _Server(("127.0.0.1", 0), _Answers)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_file_comes_with_its_name(address):
    name, data = fetched(f"{address}/plain.geojson")
    assert name == "plain.geojson"
    assert data.startswith(b'{"type"')
    assert fetched(f"{address}/on.geojson?x=1")[1] == data


@pytest.mark.parametrize("page", ["nowhere", "round", "file"])
def test_what_does_not_come_is_refused(address, page):
    with pytest.raises(BadFile, match="không tải được") as met:
        fetched(f"{address}/{page}")
    assert met.value.cure
    assert "Traceback" not in str(met.value)


def test_half_a_file_is_none(address):
    with pytest.raises(BadFile, match="còn thiếu 93 byte"):
        fetched(f"{address}/short")


def test_a_file_too_large_is_not_taken(address, monkeypatch):
    monkeypatch.setattr(fetch, "MOST_BYTES", 100_000)
    with pytest.raises(BadFile, match="lớn hơn"):
        fetched(f"{address}/large")


def test_a_drip_is_not_waited_for(address):
    begun = time.monotonic()
    with pytest.raises(BadFile, match="chưa xong"):
        fetched(f"{address}/slow", seconds=0.3)
    assert time.monotonic() - begun < 2


@pytest.mark.parametrize(
    "where", ["http://127.0.0.1:1/a", "http://", "https://[x/a", "ftp://127.0.0.1/a"]
)
def test_no_such_place(where):
    with pytest.raises(BadFile, match="không tải được"):
        fetched(where)


def test_a_layer_comes_from_the_web(address):
    from quyhoach.actions.import_units import Asked, import_units
    from quyhoach.errors import BadInput

    with pytest.raises(BadInput, match="không rõ cột nào") as met:
        import_units(f"{address}/plain.geojson", "langson", Asked())
    assert met.value.file == "plain.geojson"
