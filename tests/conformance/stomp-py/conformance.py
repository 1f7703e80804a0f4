"""Drives a STOMP server with stomp.py, a client that we did not write. Prints one JSON line a check: {name, ok, error?}.

usage: conformance.py {tcp|ws} HOST PORT
"""
import json
import queue
import sys
import traceback
import uuid

import stomp

WAIT = 30


class Inbox(stomp.ConnectionListener):
    def __init__(self):
        self.messages = queue.Queue()
        self.receipts = queue.Queue()
        self.errors = queue.Queue()
        self.connected = queue.Queue()
        self.disconnected = queue.Queue()
        self.beats = queue.Queue()

    def on_connected(self, frame):
        self.connected.put(frame)

    def on_message(self, frame):
        self.messages.put(frame)

    def on_receipt(self, frame):
        self.receipts.put(frame.headers["receipt-id"])

    def on_error(self, frame):
        self.errors.put(frame)

    def on_disconnected(self):
        self.disconnected.put(True)

    def on_heartbeat(self):
        self.beats.put(True)


class Peer:
    def __init__(self, transport, address, version="1.2", **options):
        options.setdefault("reconnect_attempts_max", 1)
        if transport == "ws":
            if version != "1.2":
                raise ValueError("stomp.py speaks only 1.2 over WebSocket")
            self.connection = stomp.WSStompConnection([address], ws_path="/stomp", **options)
        else:
            kinds = {"1.0": stomp.StompConnection10, "1.1": stomp.StompConnection11, "1.2": stomp.StompConnection12}
            self.connection = kinds[version]([address], **options)
        self.version = version
        self.inbox = Inbox()
        self.connection.set_listener("inbox", self.inbox)

    def __enter__(self):
        self.connection.connect("anyone", "anything", wait=True)
        self.hello = self.inbox.connected.get(timeout=WAIT)
        return self

    def __exit__(self, *_):
        if self.connection.is_connected():
            self.connection.disconnect()

    def receipt(self, act):
        name = str(uuid.uuid4())
        act(name)
        assert self.inbox.receipts.get(timeout=WAIT) == name

    def subscribe(self, destination, identity="1", ack="auto"):
        self.receipt(lambda name: self.connection.subscribe(destination, id=identity, ack=ack, headers={"receipt": name}))

    def send(self, destination, body, **options):
        self.receipt(lambda name: self.connection.send(destination, body, headers={"receipt": name, **options}))

    def message(self):
        return self.inbox.messages.get(timeout=WAIT)

    def ack(self, frame):
        if self.version == "1.2":
            self.connection.ack(frame.headers["ack"])
        elif self.version == "1.1":
            self.connection.ack(frame.headers["message-id"], frame.headers["subscription"])
        else:
            self.connection.ack(frame.headers["message-id"])

    def nack(self, frame):
        if self.version == "1.2":
            self.connection.nack(frame.headers["ack"])
        else:
            self.connection.nack(frame.headers["message-id"], frame.headers["subscription"])


def name(kind):
    return f"/{kind}/{uuid.uuid4()}"


def connects(new, version):
    with new(version) as peer:
        assert peer.hello.headers["version"] == version, peer.hello.headers
        assert peer.hello.headers["session"]


def publishes(new, version):
    topic = name("topic")
    with new(version) as sender, new(version) as reader:
        reader.subscribe(topic)
        value = "plain" if version == "1.0" else "a:b\nc\\d"
        sender.send(topic, "안녕 😀", trace=value)
        frame = reader.message()
        assert frame.body == "안녕 😀", frame.body
        assert frame.headers["trace"] == value, frame.headers
        assert frame.headers["destination"] == topic


def many(new, version):
    topic = name("topic")
    with new(version) as peer:
        peer.subscribe(topic)
        for index in range(500):
            peer.connection.send(topic, f"{index} " + "x" * (index * 20))
        for index in range(500):
            assert peer.message().body.startswith(f"{index} ")


def unsubscribes(new, version):
    topic = name("topic")
    with new(version) as peer:
        peer.subscribe(topic)
        peer.receipt(lambda receipt: peer.connection.unsubscribe(id="1", headers={"receipt": receipt}))
        peer.send(topic, "nobody")
        assert peer.inbox.messages.empty()


def acknowledges(new, version):
    line = name("queue")
    with new(version) as peer:
        for body in ("one", "two"):
            peer.send(line, body)
        peer.subscribe(line, ack="client")
        first, second = peer.message(), peer.message()
        assert (first.body, second.body) == ("one", "two")
        peer.ack(first)
    with new(version) as peer:
        peer.subscribe(line)
        again = peer.message()
        assert again.body == "two" and again.headers["redelivered"] == "true", again


def refuses(new, version):
    line = name("queue")
    with new(version) as peer:
        peer.send(line, "again")
        peer.subscribe(line, ack="client-individual")
        peer.nack(peer.message())
        again = peer.message()
        assert again.headers["redelivered"] == "true"
        peer.ack(again)


def transacts(new, version):
    topic = name("topic")
    with new(version) as peer:
        peer.subscribe(topic)
        for outcome in ("abort", "commit"):
            transaction = peer.connection.begin()
            for body in ("one", "two"):
                peer.connection.send(topic, f"{outcome} {body}", transaction=transaction)
            getattr(peer.connection, outcome)(transaction)
        assert [peer.message().body, peer.message().body] == ["commit one", "commit two"]


def errs(new, version):
    with new(version) as peer:
        peer.connection.send("/nowhere", "x", headers={"receipt": "culprit"})
        frame = peer.inbox.errors.get(timeout=WAIT)
        assert frame.headers["receipt-id"] == "culprit", frame.headers
        assert frame.headers["message"]
        peer.inbox.disconnected.get(timeout=WAIT)


def beats(new, version):
    # stomp.py calls the server dead after 1.5 intervals: long enough for a busy machine.
    with new(version, heartbeats=(5000, 5000)) as peer:
        for _ in range(2):
            peer.inbox.beats.get(timeout=60)
        assert peer.connection.is_connected()


def leaves(new, version):
    with new(version) as peer:
        peer.connection.disconnect(receipt="bye")
        peer.inbox.disconnected.get(timeout=WAIT)


def main(transport, host, port):
    def new(version, **options):
        return Peer(transport, (host, int(port)), version, **options)

    failed = 0
    for version in ("1.0", "1.1", "1.2") if transport == "tcp" else ("1.2",):
        checks = [connects, publishes, many, unsubscribes, acknowledges, transacts, errs, leaves]
        if version != "1.0":
            checks += [refuses, beats]
        for check in checks:
            result = {"name": f"{version} {check.__name__}", "ok": True}
            try:
                check(new, version)
            except Exception:
                result.update(ok=False, error=traceback.format_exc())
                failed += 1
            print(json.dumps(result), flush=True)
    return failed


if __name__ == "__main__":
    sys.exit(1 if main(*sys.argv[1:]) else 0)
