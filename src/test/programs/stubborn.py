"""Writes when its input ends and what signals come, in milliseconds after that, to the file it is told; and stays."""
import signal, subprocess, sys, time

with open(sys.argv[1], "w", buffering=1) as notes:
    started = [time.monotonic()]

    def note(what):
        notes.write("%s %d\n" % (what, 1000 * (time.monotonic() - started[0])))

    signal.signal(signal.SIGINT, lambda number, frame: note("INT"))
    signal.signal(signal.SIGTERM, lambda number, frame: note("TERM"))
    child = subprocess.Popen(["sleep", "60"], stdin=subprocess.DEVNULL)
    print(child.pid, flush=True)
    sys.stdin.read()
    started[0] = time.monotonic()
    note("EOF")
    while True:
        time.sleep(0.01)
        note("alive")
